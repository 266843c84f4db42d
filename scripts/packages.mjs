// The public packages and their entry points, as their package.json tells them.
import { existsSync, readFileSync } from 'node:fs';
import { packageFolders, root } from './run.mjs';

/** `import` and `require` may each name a file, or both share one (an entry that is ESM only has no `require`). */
const conditionsOf = (target) => ({ import: target.import ?? target, require: target.require });

const entriesOf = (exports) =>
  Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath, target]) => ({ subpath, ...conditionsOf(target) }));

/** Every package that is published: its folder's name, its manifest, its entry points. */
export const publicPackages = () =>
  packageFolders()
    .map((folder) => ({ folder, file: `${root}packages/${folder}/package.json` }))
    .filter(({ file }) => existsSync(file))
    .map(({ folder, file }) => ({ folder, manifest: JSON.parse(readFileSync(file, 'utf8')) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ folder, manifest, entries: entriesOf(manifest.exports) }));
