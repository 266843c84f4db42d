// Starts the pinned pnpm on a machine that has only node and npm (corepack is not asked: it fails offline and on some distributions).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf, root } from './run.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs pnpm with `args` and returns its exit code. */
export const pnpm = (args, options) =>
  exitCodeOf(['npm', 'exec', '--yes', `--package=${packageManager}`, '--', 'pnpm', ...args], options);

if (process.argv[1] === new URL(import.meta.url).pathname) process.exit(pnpm(process.argv.slice(2)));
