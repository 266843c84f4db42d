// The durable socket against the model of a server, in random schedules of a line that breaks:
//   node packages/reconnection/fuzz/cuts.mjs [schedules = 1000000] [seed] [processes = 2]
// A schedule passes when both ends, and the ledger that was kept, hold the whole conversation.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}packages/reconnection/node_modules/.cache/cuts.mjs`;
const schedules = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const processes = Number(process.argv[4] ?? 2);
const shown = 5;

if (process.send === undefined) {
  mkdirSync(`${root}packages/reconnection/node_modules/.cache`, { recursive: true });
  await build({
    stdin: {
      contents: `export { playCuts, right, schedule } from './modelCuts.ts';`,
      resolveDir: `${root}packages/reconnection/test`,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['fast-check', 'ws'],
  });
  const share = Math.ceil(schedules / processes);
  const failed = await Promise.all(
    Array.from({ length: processes }, (_, index) => {
      const child = fork(fileURLToPath(import.meta.url), [`${share}`, `${seed + index}`]);
      return new Promise((resolve) => {
        let count = share;
        child.on('message', (message) => (count = message));
        child.on('exit', () => resolve(count));
      });
    }),
  );
  const failures = failed.reduce((sum, count) => sum + count, 0);
  console.log(`${share * processes - failures} passed, ${failures} failed, seed ${seed}`);
  process.exitCode = failures === 0 ? 0 : 1;
} else {
  const { playCuts, right, schedule } = await import(pathToFileURL(outfile).href);
  let failures = 0;
  for (const planned of fc.sample(schedule, { numRuns: schedules, seed })) {
    if (isDeepStrictEqual(playCuts(planned), right)) continue;
    failures += 1;
    if (failures <= shown) console.error(JSON.stringify(planned));
  }
  process.send(failures);
  process.disconnect();
}
