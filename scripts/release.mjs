// `npm run release`: turns the changesets into change logs and versions, commits them, publishes what is new, and tags it.
// A person starts it, by hand or as the workflow `release`; with `--dry-run` nothing is published or kept.
import { build } from './build.mjs';
import { pnpmCommand } from './pnpm.mjs';
import { exitCodeOf, outputOf, root, run } from './run.mjs';

const isDry = process.argv.includes('--dry-run');
const changeset = (...args) => run(['node', `${root}node_modules/@changesets/cli/bin.js`, ...args]);
const restore = () => run(['git', 'restore', '.']);

const { stdout: changed } = await outputOf(['git', 'status', '--porcelain', '--untracked-files=no']);
if (changed !== '') {
  console.error(`Commit or stash first:\n${changed.trimEnd()}`);
  process.exit(1);
}
changeset('version');
if ((await build()) !== 0) {
  restore();
  process.exit(1);
}
if (isDry) {
  const code = exitCodeOf(pnpmCommand('--recursive', 'publish', '--dry-run', '--no-git-checks'));
  run(['git', 'status', '--short']);
  restore();
  process.exit(code);
}
run(pnpmCommand('install', '--lockfile-only'));
run(['git', 'commit', '--all', '--message', 'Release']);
// Through pnpm, which writes real versions in place of "workspace:" and is what changesets calls to publish.
run(pnpmCommand('exec', 'changeset', 'publish'));
