// Every function that a package exports is used by a recipe: `npm run lint` runs this.
// Reads the barrels and the recipes as text, which takes milliseconds. Left out is what needs no recipe of its own: the
// constructors of codecs (each is used like the next one), errors, constants and types.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { packageFolders, root } from './run.mjs';

/** Constructors of client events and items; the recipes use many of them. */
const constructors = 'codecs/src/make/';

const read = (path) => readFileSync(root + path, 'utf8');

/** The names in the braces of an import or export, as they are called on the side of the package; no types. */
const namesIn = (braces) =>
  braces
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0]);

/** The barrels of a package, by the file names that its exports map has. */
const barrelsOf = (folder) =>
  [...read(`packages/${folder}/package.json`).matchAll(/"\.\/dist\/esm\/([\w-]+)\.js"/g)]
    .map(([, name]) => `packages/${folder}/src/${name}.ts`)
    .filter((path, index, all) => all.indexOf(path) === index && existsSync(root + path));

/** `export function f`, and `export const f = (…) =>` or `= <T>(…) =>`. */
const isFunction = (source, name) =>
  new RegExp(`^export (async )?function\\*? ${name}\\b`, 'm').test(source) ||
  new RegExp(`^export const ${name}\\b[^=]*=\\s*(async )?(<[^=]*>)?\\(`, 'm').test(source);

/** The functions that a barrel takes from other files: `{ name, path }`. */
const reexported = (folder, barrel) =>
  [...read(barrel).matchAll(/^export \{([^}]*)\} from '\.\/([^']+)';$/gm)].flatMap(([, braces, file]) => {
    const path = `${folder}/src/${file}`;
    if (path.startsWith(constructors)) return [];
    const source = read(`packages/${path}`);
    return namesIn(braces)
      .filter((name) => isFunction(source, name))
      .map((name) => ({ name, path }));
  });

/** The functions that an entry point holds itself. */
const own = (entry) =>
  [...read(entry).matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => ({
    name,
    path: entry.slice('packages/'.length),
  }));

/** What a package exports as functions. */
const functionsOf = (folder) =>
  barrelsOf(folder).flatMap((barrel) => [...reexported(folder, barrel), ...own(barrel)]);

const recipesFolder = 'docs/recipes';
const imported = new Set(
  readdirSync(root + recipesFolder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => [...read(`${recipesFolder}/${name}`).matchAll(/^```ts\b[^]*?^```$/gm)])
    .flatMap(([fence]) => [
      ...fence.matchAll(/^import \{([^}]*)\} from '(?:@rx-realtime\/|rx-realtime)[^']*';/gm),
    ])
    .flatMap(([, braces]) => namesIn(braces)),
);

const missing = packageFolders()
  .filter((folder) => !JSON.parse(read(`packages/${folder}/package.json`)).private)
  .flatMap(functionsOf)
  .filter(({ name }) => !imported.has(name));

for (const { name, path } of missing)
  console.error(`packages/${path}: no recipe of ${recipesFolder} uses ${name}`);
process.exit(missing.length === 0 ? 0 : 1);
