// The files of the playground: the script that its frame runs, and the examples, which are fences of pages that `npm test` runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { findExamples } from '../../../scripts/exampleSources.mjs';
import { root, staged } from '../paths.mjs';

const pages = [
  'docs/playground.md',
  'docs/index.md',
  'docs/recipes/interrupt-the-answer.md',
  'docs/recipes/survive-a-drop.md',
  'docs/recipes/break-the-line.md',
  'docs/recipes/function-tools.md',
  'docs/recipes/several-responses-at-once.md',
];

const exampleOf = (path) => {
  const text = readFileSync(root + path, 'utf8');
  const example = findExamples([path]).find((one) => one.path === path && one.runs);
  const title = /^(?:# |title: )(.+)$/m.exec(text)?.[1] ?? path;
  return {
    title: path.endsWith('playground.md') ? 'A story on a bad line' : title,
    code: `${example.text.trim()}\n`,
  };
};

/** Writes `playground.js` and `examples.json` to where the site serves them. */
export const writePlayground = async () => {
  mkdirSync(`${staged}public`, { recursive: true });
  await build({
    entryPoints: [`${root}docs/site/playground/modules.mjs`],
    outfile: `${staged}public/playground.js`,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    logLevel: 'error',
  });
  writeFileSync(`${staged}public/examples.json`, JSON.stringify(pages.map(exampleOf)));
};
