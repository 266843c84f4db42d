// `npm run recipes [-- file …]`: runs the recipes as their readers do, in a project of their own that pnpm installed strictly: the
// packed `rx-realtime`, its peers, and what a recipe itself says to install. Nothing else can be imported there.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { failedExamples, tellFailures } from './exampleRuns.mjs';
import { findExamples } from './exampleSources.mjs';
import { pack, tarballOf } from './pack.mjs';
import { publicPackages } from './packages.mjs';
import { pnpmCommand } from './pnpm.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const wanted = process.argv.slice(2);
const isReaders = (path) => /^(README\.md$|docs\/|packages\/rx-realtime\/README\.md$)/.test(path);
const examples = findExamples(wanted.length > 0 ? wanted : ['README.md', 'docs/']).filter(({ path }) =>
  isReaders(path),
);

/** What a page says to install beside the packages that every recipe needs. */
const extrasOf = (path) =>
  [...readFileSync(root + path, 'utf8').matchAll(/npm install ((?:@?[\w/-]+ ?)+)/g)]
    .flatMap(([, names]) => names.trim().split(' '))
    .filter((name) => !/^(rx-realtime|rxjs|io-ts|fp-ts|@rx-realtime\/simulator)$/.test(name));

const versionsOf = () => {
  const catalog = readFileSync(`${root}pnpm-workspace.yaml`, 'utf8');
  return (name) => new RegExp(`^ {2}'?${name}'?: (.+)$`, 'm').exec(catalog)?.[1] ?? '*';
};

const must = (what, { code, output }) => {
  if (code !== 0) throw new Error(`${what}\n${output.trimEnd()}`);
};

/** A project with these dependencies; nothing is hoisted, so that only they can be imported. */
const install = async (folder, extras) => {
  const versionOf = versionsOf();
  const tarballs = Object.fromEntries(
    publicPackages().map((item) => [item.manifest.name, `file:${tarballOf(item)}`]),
  );
  const names = ['rxjs', 'io-ts', 'fp-ts', '@types/node', ...extras];
  const dependencies = {
    ...Object.fromEntries(names.map((name) => [name, versionOf(name)])),
    ...Object.fromEntries(['rx-realtime', '@rx-realtime/simulator'].map((name) => [name, tarballs[name]])),
  };
  mkdirSync(folder);
  writeFileSync(
    `${folder}/package.json`,
    JSON.stringify({ private: true, type: 'module', dependencies, pnpm: { overrides: tarballs } }),
  );
  writeFileSync(
    `${folder}/.npmrc`,
    'hoist=false\nauto-install-peers=false\nstrict-peer-dependencies=false\n',
  );
  const command = pnpmCommand('install', '--ignore-workspace', '--prefer-offline', '--no-frozen-lockfile');
  const env = { ...process.env, CI: 'true' };
  must(`pnpm install ${names.join(' ')}`, await outputOf(command, { cwd: folder, silenceMs: 300_000, env }));
};

exitOnInterrupt();
const parent = realpathSync(mkdtempSync(join(tmpdir(), 'rx-realtime-recipes-')));
try {
  if ((await build()) !== 0) process.exit(1);
  must('pnpm pack', await pack());
  const groups = new Map();
  for (const example of examples) {
    const extras = extrasOf(example.path).join(' ');
    groups.set(extras, [...(groups.get(extras) ?? []), example]);
  }
  const failed = [];
  for (const [extras, group] of groups) {
    const folder = join(parent, `with-${extras.replace(/\W+/g, '-')}`);
    await install(folder, extras.split(' ').filter(Boolean));
    failed.push(...(await failedExamples(`${folder}/examples`, group)));
  }
  tellFailures(failed);
  console.log(
    `Recipes: ${examples.length - failed.length} passed, ${failed.length} failed, in ${groups.size} strict installs`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  rmSync(parent, { recursive: true, force: true });
}
