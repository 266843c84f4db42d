// The properties of test/properties.ts with many more runs than the specs take:
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
    contents: `export { shuffled } from './shuffled.ts'; export { checkResponses } from './properties.ts';`,
    resolveDir: `${root}packages/responses/test`,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['fast-check'],
  alias: { '@rx-realtime/codecs': `${root}packages/codecs/src/index.ts` },
});
const { shuffled, checkResponses } = await import(pathToFileURL(outfile).href);

const runs = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const started = Date.now();
for (const [name, losses] of [
  ['interleaved and repeated', false],
  ['and lost', true],
]) {
  fc.assert(fc.property(shuffled(losses), checkResponses), { numRuns: Math.ceil(runs / 2), seed });
  console.log(`${name}: ${Math.ceil(runs / 2)} conversations, seed ${seed}, ${Date.now() - started} ms`);
}
