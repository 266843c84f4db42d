// Starts the pinned pnpm on a machine that has only node and npm (corepack is not asked: it fails offline and on some distributions).
import { readFileSync } from 'node:fs';
import { exitCodeOf, isMain, root } from './run.mjs';

const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The command that runs the pinned pnpm with `args`. The copy that npm has already fetched is used as it is. */
export const pnpmCommand = (...args) => [
  'npm', 'exec', '--yes', '--prefer-offline', '--no-update-notifier',
  `--package=${packageManager}`, '--', 'pnpm', ...args,
]; // prettier-ignore

if (isMain(import.meta)) process.exit(exitCodeOf(pnpmCommand(...process.argv.slice(2))));
