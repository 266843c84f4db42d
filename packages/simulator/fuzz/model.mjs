// The model server against the simulator, in random sessions of two connections each:
//   node packages/simulator/fuzz/model.mjs [sessions = 10000] [seed]
// A session passes when the model sends what the simulator sends, but for what it leaves out.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}.cache/fuzz/model.mjs`;
mkdirSync(`${root}.cache/fuzz`, { recursive: true });
await build({
  stdin: {
    contents: `export { modelDifference } from './modelDifference.ts';
      export { randomSteps } from './randomSteps.ts';
      export { traceOf } from './traceOf.ts';
      export { reduceServer } from '../../src/model/reduceServer.ts';`,
    resolveDir: `${root}packages/simulator/spec/support`,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
});
const { modelDifference, randomSteps, reduceServer, traceOf } = await import(pathToFileURL(outfile).href);

const sessions = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const shown = 5;
let failed = 0;
let crossed = 0;
for (let number = 0; number < sessions; number++) {
  if (number > 0 && number % 1_000 === 0) console.error(`${number} of ${sessions}, ${failed} failed`);
  const own = (seed + number) % 2 ** 31;
  const trace = traceOf(own, [randomSteps(own, 20), randomSteps(own + 1, 10)]);
  crossed += trace.length;
  const difference = modelDifference(trace, reduceServer);
  if (difference === undefined) continue;
  failed += 1;
  if (failed <= shown) console.error(`session ${number}, seed ${own}, at ${difference}`);
}
console.log(`${crossed} events crossed`);
console.log(`${sessions - failed} passed, ${failed} failed, seed ${seed}`);
process.exitCode = failed === 0 ? 0 : 1;
