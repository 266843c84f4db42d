// Runs a command again and again beside busy loops: what holds only on an idle machine fails here.
//   node scripts/busy.mjs [--loops 4] [--times 3] -- node scripts/examples.mjs
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { exitOnInterrupt, outputOf } from './run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { loops: { type: 'string', default: '4' }, times: { type: 'string', default: '3' } },
});
if (positionals.length === 0) {
  console.error('usage: node scripts/busy.mjs [--loops 4] [--times 3] -- command …');
  process.exit(2);
}

exitOnInterrupt();
const loops = Array.from({ length: Number(values.loops) }, () => new Worker('for (;;);', { eval: true }));
let failed = 0;
for (let time = 1; time <= Number(values.times); time++) {
  const { code, output, seconds } = await outputOf(positionals, { silenceMs: 20 * 60_000 });
  if (code !== 0) {
    failed += 1;
    console.log(output.trimEnd());
  }
  console.log(`${time} of ${values.times}: ${code === 0 ? 'ok' : 'FAILED'} ${seconds.toFixed(1)} s`);
}
await Promise.all(loops.map((loop) => loop.terminate()));
console.log(`${values.times - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
