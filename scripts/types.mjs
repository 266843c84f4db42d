// `npm run types`: type-checks specs, type tests, docs and configuration against the built declarations (run a build first).
import { run } from './run.mjs';

run(['node', 'node_modules/typescript7/bin/tsc', '-p', 'tsconfig.check.json', ...process.argv.slice(2)]);
