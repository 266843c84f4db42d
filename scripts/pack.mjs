// `npm run pack`: builds, and writes one tarball of each public package to `tarballs/`, for installs without a registry.
import { mkdirSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { publicPackages } from './packages.mjs';
import { pnpmCommand } from './pnpm.mjs';
import { isMain, outputOf, root } from './run.mjs';

/** Where the tarballs are written. */
export const tarballs = `${root}tarballs`;

/** The tarball of one of `publicPackages()`. */
export const tarballOf = ({ manifest }) =>
  `${tarballs}/${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;

/** Packs what is built, anew; resolves to the exit code and the output of `pnpm pack`. */
export const pack = () => {
  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs, { recursive: true });
  const filters = publicPackages().map(({ manifest }) => `--filter=${manifest.name}`);
  const command = pnpmCommand('--recursive', ...filters, 'pack', '--pack-destination', tarballs);
  return outputOf(command, { silenceMs: 5 * 60_000 });
};

if (isMain(import.meta)) {
  if ((await build()) !== 0) process.exit(1);
  const { code, output } = await pack();
  if (code !== 0) {
    console.error(output.trimEnd());
    process.exit(code);
  }
  console.log(`${publicPackages().length} tarballs. Install them in your project, all together:\n`);
  console.log(`npm install ${tarballs}/*.tgz rxjs io-ts fp-ts`);
}
