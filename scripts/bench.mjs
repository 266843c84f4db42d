// `npm run bench [-- name… --check --against <folder>]`: builds what the benches measure, then runs those of these names, or all;
// packages/bench/src/run.mjs says more.
import { readFileSync } from 'node:fs';
import { build } from './build.mjs';
import { root, run } from './run.mjs';

const { dependencies } = JSON.parse(readFileSync(`${root}packages/bench/package.json`, 'utf8'));
const measured = Object.entries(dependencies)
  .filter(([, version]) => version.startsWith('workspace:'))
  .map(([name]) => `packages/${name.replace('@rx-realtime/', '')}`);

const code = await build(...measured.flatMap((folder) => [folder, `${folder}/tsconfig.cjs.json`]));
if (code !== 0) process.exit(code);
run(['node', 'packages/bench/src/run.mjs', ...process.argv.slice(2)]);
