// A project of its own in a folder of `.cache`, as a user has one: the packed packages, their peers, and some tools, by npm.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from './build.mjs';
import { pack, tarballOf } from './pack.mjs';
import { publicPackages } from './packages.mjs';
import { outputOf, root } from './run.mjs';

const must = (what, { code, output }) => {
  if (code !== 0) throw new Error(`${what}\n${output.trimEnd()}`);
};

/**
 * Builds, packs and installs; resolves to the folder of the project.
 *
 * @param name of the folder
 * @param tools and their versions
 * @param fields more of its package.json
 */
export const freshProject = async (name, tools, fields = {}) => {
  if ((await build()) !== 0) throw new Error('the build failed');
  must('pnpm pack', await pack());
  const folder = `${root}.cache/${name}`;
  rmSync(`${folder}/node_modules/@rx-realtime`, { recursive: true, force: true });
  rmSync(`${folder}/node_modules/rx-realtime`, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = publicPackages().map((item) => [item.manifest.name, `file:${tarballOf(item)}`]);
  const peers = { rxjs: '7.8.2', 'io-ts': '2.2.22', 'fp-ts': '2.16.11' };
  const dependencies = { ...Object.fromEntries(packed), ...peers, ...tools };
  writeFileSync(
    `${folder}/package.json`,
    JSON.stringify({ private: true, type: 'module', ...fields, dependencies }),
  );
  const quiet = ['--no-package-lock', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const npm = ['npm', 'install', '--prefer-offline', ...quiet];
  must('npm install', await outputOf(npm, { cwd: folder, silenceMs: 8 * 60_000 }));
  return folder;
};
