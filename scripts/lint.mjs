// `npm run lint`: oxlint with types, the rules of scripts/sources.mjs and scripts/voice.mjs, circles of imports, a recipe for
// each function, a place for each planted mistake, unused files, exports and dependencies, formatting.
import { mapLimited, outputOf } from './run.mjs';

const checks = [
  ['oxlint', ['node', 'node_modules/oxlint/bin/oxlint']],
  ['prettier', ['node', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  ['sources', ['node', 'scripts/sources.mjs']],
  ['voice', ['node', 'scripts/voice.mjs']],
  ['circles', ['node', 'scripts/circles.mjs']],
  ['recipes', ['node', 'scripts/recipeCoverage.mjs']],
  ['planted', ['node', 'scripts/mutation/plant.mjs', '--look']],
  ['knip', ['node', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints']],
];

const results = await mapLimited(checks, 2, async ([name, command]) => ({
  name,
  ...(await outputOf(command)),
}));
const failed = results.filter(({ code }) => code !== 0);
for (const { name, output } of failed) console.error(`── ${name}\n${output.trimEnd()}\n`);
process.exit(failed.length === 0 ? 0 : 1);
