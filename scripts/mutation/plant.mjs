// Plants the mistakes of planted.mjs, one at a time, and looks whether the specs that are named with each turn red.
//   node scripts/mutation/plant.mjs [--only reconnection] [--look]
// Prints each that is not found, then "N passed, N failed". `--look` only looks whether each has its place in the sources.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitOnInterrupt, mapLimited, root } from '../run.mjs';
import { judgeIn } from './judgeIn.mjs';
import { planted } from './planted.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, look: { type: 'boolean' } },
});

/** The source with the mistake in it. It must be there once, or the mistake has to be written anew. */
const withMistake = ({ file, text, by }) => {
  const parts = readFileSync(root + file, 'utf8').split(text);
  if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times: ${text}`);
  return parts.join(by);
};

exitOnInterrupt();
const chosen = planted.filter(({ file, mistake }) => `${file} ${mistake}`.includes(values.only));
const sources = chosen.map((one) => ({ file: one.file, text: withMistake(one), specs: one.specs }));
if (values.look) process.exit(0);
const isFound = judgeIn('planted');
const results = await mapLimited(sources, 2, isFound);
chosen.forEach(({ file, mistake }, index) => {
  if (!results[index]) console.log(`FAILED ${file}: nothing turns red when ${mistake}`);
});
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
