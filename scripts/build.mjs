// Builds every package twice (ESM and CommonJS, modules preserved) with TypeScript 7, incrementally.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isMain, outputOf, packageFolders, root } from './run.mjs';

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`)
    : [];

/** A source that was renamed or deleted must not live on in a package: tsc leaves its output behind. */
const removeOrphans = (folder) => {
  for (const format of ['esm', 'cjs']) {
    const dist = `${root}packages/${folder}/dist/${format}`;
    for (const file of filesUnder(dist)) {
      const source = file.replace(dist, `${root}packages/${folder}/src`).replace(/(\.d\.ts|\.js)$/, '.ts');
      if (source.endsWith('.ts') && !existsSync(source)) rmSync(file);
    }
  }
};

/** The part of an "imports" table that points into `dist`, seen from there (a nested manifest hides the package's own). */
const importsWithin = (table, dist) =>
  Object.fromEntries(
    Object.entries(table).flatMap(([key, target]) => {
      if (typeof target !== 'string') return [[key, importsWithin(target, dist)]];
      return target.startsWith(`${dist}/`) ? [[key, `.${target.slice(dist.length)}`]] : [];
    }),
  );

/** The nested package.json tells node the module format; bundlers read `sideEffects` from the nearest one. */
const writeManifests = (folder) => {
  for (const [format, type] of Object.entries({ esm: 'module', cjs: 'commonjs' })) {
    const dist = `${root}packages/${folder}/dist/${format}`;
    if (!existsSync(dist)) continue;
    const { sideEffects, imports } = JSON.parse(
      readFileSync(`${root}packages/${folder}/package.json`, 'utf8'),
    );
    const nested = imports && { imports: importsWithin(imports, `./dist/${format}`) };
    const file = `${dist}/package.json`;
    const text = `${JSON.stringify({ type, sideEffects, ...nested })}\n`;
    // An untouched file keeps its time, which tsc looks at.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
};

const worklets = `${root}packages/audio/dist/esm/browser/worklets`;
const lengthening =
  '// Longer than 4 KiB, so that Vite makes a file of it and no data: URL, which a strict policy refuses:';

/** A worklet is loaded by its URL, and has to stay a file of its own whoever bundles it. */
const lengthenWorklets = () => {
  for (const file of filesUnder(worklets).filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(file, 'utf8');
    if (text.length <= 4096) writeFileSync(file, `${text.trimEnd()}\n${lengthening} ${'.'.repeat(4096)}\n`);
  }
};

/** Builds what changed; prints nothing but errors, and resolves to tsc's exit code. */
export const build = async (...args) => {
  packageFolders().forEach(removeOrphans);
  const { code, output } = await outputOf(['node', 'node_modules/typescript7/bin/tsc', '-b', ...args]);
  packageFolders().forEach(writeManifests);
  lengthenWorklets();
  // A mistake shows up in both passes: say it once.
  if (output) console.error([...new Set(output.trimEnd().split('\n'))].join('\n'));
  return code;
};

if (isMain(import.meta)) process.exit(await build(...process.argv.slice(2)));
