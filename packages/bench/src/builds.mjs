// The packages of another checkout that is built, for `--against <folder>`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const flag = '--against';
const at = process.argv.indexOf(flag);

/** The folder of the other checkout; `undefined` without `--against`. */
export const otherFolder = at === -1 ? undefined : resolve(process.argv[at + 1] ?? '.');

/** The flag and its folder, to hand on to another process. */
export const againstArguments = otherFolder === undefined ? [] : [flag, otherFolder];

/** Every other pair of processes that are compared has the other build go first. */
export const isTurned = process.env['RX_BENCH_TURNED'] === '1';

/** Where a checkout has the built module of `@rx-realtime/<package>/<entry>`, or a module that its bench depends on. */
function moduleOf(folder, specifier) {
  const [scope, name, ...entry] = specifier.split('/');
  if (scope !== '@rx-realtime')
    return pathToFileURL(createRequire(`${folder}/packages/bench/package.json`).resolve(specifier));
  const { exports } = JSON.parse(readFileSync(`${folder}/packages/${name}/package.json`, 'utf8'));
  const { import: module } = exports[['.', ...entry].join('/')];
  return pathToFileURL(`${folder}/packages/${name}/${module.default}`);
}

/** What some packages of the other build export, all in one object; `undefined` without `--against`. */
export async function otherBuild(...specifiers) {
  if (otherFolder === undefined) return undefined;
  const modules = await Promise.all(specifiers.map((specifier) => import(moduleOf(otherFolder, specifier))));
  return Object.assign({}, ...modules);
}
