// `npm run test:nodes`: loads every entry point, as ESM and CommonJS, with the other supported versions of Node.
// `npm run test:nodes -- --specs [path…]` runs the specs with each of 20, 22 and 24 instead, and counts them.
import { nodeVersions } from './nodeVersions.mjs';
import { publicPackages } from './packages.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const others = ['22.23.3', '24.21.0'];
const given = process.argv.slice(2);
const runsSpecs = given.includes('--specs');
const paths = given.filter((argument) => argument !== '--specs');

const specifiers = (wanted) =>
  publicPackages().flatMap(({ manifest, entries }) =>
    entries.filter(wanted).map(({ subpath }) => manifest.name + subpath.slice(1)),
  );
const loading = `
  import { createRequire } from 'node:module';
  const require = createRequire(process.cwd() + '/');
  for (const name of ${JSON.stringify(specifiers(() => true))}) await import(name);
  for (const name of ${JSON.stringify(specifiers((entry) => entry.require))}) require(name);
`;

/** In docs/, because its node_modules hold every package. */
const load = async ({ version, program }) => {
  const { code, output } = await outputOf([program, '--input-type=module', '--eval', loading], {
    cwd: `${root}docs`,
    silenceMs: 30_000,
  });
  return { code, summary: `node ${version}: every entry point loads`, output };
};

const runSpecs = async ({ version, program }) => {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const { code, output } = await outputOf([program, ...jest, '--ci', '--maxWorkers=2', ...paths], {
    silenceMs: 8 * 60_000,
  });
  const counts = /^Tests: +(.*)$/m.exec(output)?.[1] ?? 'no result';
  return { code, summary: `node ${version}: ${counts}`, output };
};

exitOnInterrupt();
const { why, nodes } = await nodeVersions(others);
if (why) {
  console.log(`Skipped: ${why}`);
  process.exit(0);
}
const own = { version: process.versions.node, program: process.execPath };
for (const node of runsSpecs ? [own, ...nodes] : nodes) {
  const { code, summary, output } = await (runsSpecs ? runSpecs(node) : load(node));
  console.log(summary);
  if (code === 0) continue;
  console.error(output);
  process.exitCode = 1;
}
