// `npm run docs`: the site in docs/dist, from the pages of the repository and the declarations of the packages, with every
// link and anchor checked. `npm run docs -- --dev` serves it, and renews a page when its source changes.
import { cpSync, rmSync, watch, writeFileSync } from 'node:fs';
import { build, createServer } from 'vitepress';
import { build as buildPackages } from '../../scripts/build.mjs';
import { siteProblems } from './check.mjs';
import { built, root, staged } from './paths.mjs';
import { writePlayground } from './playground/files.mjs';
import { writeReference } from './reference.mjs';
import { recipeGroups, stage } from './stage.mjs';

const isDev = process.argv.includes('--dev');
const started = performance.now();

const buildCode = await buildPackages();
if (buildCode !== 0) process.exit(buildCode);

rmSync(staged, { recursive: true, force: true });
const referenceOf = await writeReference();
const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
console.log(`reference written, ${seconds()} s`);
const pages = stage(referenceOf);
cpSync(`${root}docs/images`, `${staged}public/images`, { recursive: true });
await writePlayground();
writeFileSync(`${staged}recipes.json`, JSON.stringify(recipeGroups()));

if (isDev) {
  watch(`${root}docs`, { recursive: true }, (_, name) => {
    if (name?.endsWith('.md') && !/^(\.|dist)/.test(name)) stage(referenceOf);
  });
  const server = await createServer(`${root}docs`);
  await server.listen();
  server.printUrls();
} else {
  await build(`${root}docs`);
  const problems = siteProblems(built);
  for (const problem of problems) console.error(problem);
  console.log(`${pages.length} pages beside the reference, ${problems.length} problems, ${seconds()} s`);
  process.exit(problems.length === 0 ? 0 : 1);
}
