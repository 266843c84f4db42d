// No circle of imports between the files of a package, type imports included: `npm run lint` runs this.
// `node scripts/circles.mjs audio codecs` looks at some packages only.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { packageFolders, root } from './run.mjs';

/** The relative files that a source imports or re-exports, values or types. */
const importsOf = (path) =>
  ts
    .preProcessFile(readFileSync(root + path, 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name));

const sourcesOf = (folder) =>
  existsSync(`${root}packages/${folder}/src`)
    ? readdirSync(`${root}packages/${folder}/src`, { recursive: true })
        .filter((name) => /\.m?ts$/.test(name) && !/\.spec(-types)?\.ts$/.test(name))
        .map((name) => `packages/${folder}/src/${name.replaceAll('\\', '/')}`)
    : [];

/** The circles of a graph: its strongly connected components of more than one node (Tarjan). */
const circlesOf = (graph) => {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const circles = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return circles;
};

const folders = process.argv.length > 2 ? process.argv.slice(2) : packageFolders();
const circles = folders.flatMap((folder) =>
  circlesOf(new Map(sourcesOf(folder).map((path) => [path, importsOf(path)]))),
);
for (const circle of circles)
  console.error(`a circle of imports:\n${circle.map((path) => `  ${path}\n`).join('')}`);
process.exit(circles.length === 0 ? 0 : 1);
