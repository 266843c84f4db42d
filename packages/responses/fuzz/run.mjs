// The properties of test/properties.ts with many more runs than the specs take, on conversations that are made up and on
// the sessions of fixtures/:
//   node packages/responses/fuzz/run.mjs [runs = 200000] [seed]
// Prints the seed; a failure prints the smallest case that fast-check found.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}.cache/fuzz/responses.mjs`;
mkdirSync(`${root}.cache/fuzz`, { recursive: true });
await build({
  stdin: {
    contents: `export { shuffled, shuffledSessions } from './shuffled.ts';
      export { simulatedSessions } from './simulated.ts';
      export { checkResponses } from './properties.ts';`,
    resolveDir: `${root}packages/responses/test`,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['fast-check'],
  alias: { '@rx-realtime/codecs': `${root}packages/codecs/src/index.ts` },
});
const { shuffled, shuffledSessions, simulatedSessions, checkResponses } = await import(
  pathToFileURL(outfile).href
);

const runs = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const started = Date.now();
const sessions = simulatedSessions(`${root}packages/responses/fixtures`);
for (const [name, arbitrary] of [
  ['made up, interleaved and repeated', shuffled(false)],
  ['made up, and lost', shuffled(true)],
  ['of the simulator, interleaved and repeated', shuffledSessions(sessions, false)],
  ['of the simulator, and lost', shuffledSessions(sessions, true)],
]) {
  const numRuns = Math.ceil(runs / 4);
  fc.assert(fc.property(arbitrary, checkResponses), { numRuns, seed });
  console.log(`${name}: ${numRuns} conversations, seed ${seed}, ${Date.now() - started} ms`);
}
