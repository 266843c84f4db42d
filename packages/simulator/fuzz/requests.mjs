// Upgrades and REST requests that no honest client makes, against a simulator on the built package; beside them a session
// that must go on:
//   node packages/simulator/fuzz/requests.mjs [requests = 100000] [seed]
// A request passes when it is answered with something other than a fault of the server, or the line is closed.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { WebSocket } from 'ws';
import { noiseVoice, startSimulator } from '../dist/esm/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}.cache/fuzz/requests.mjs`;
mkdirSync(`${root}.cache/fuzz`, { recursive: true });
await build({
  stdin: {
    contents: `export { ask } from './ask.ts';
      export { hostileRequest } from './hostileRequest.ts';
      export { seededRandom } from '../../src/scope/random.ts';`,
    resolveDir: `${root}packages/simulator/spec/support`,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
});
const { ask, hostileRequest, seededRandom } = await import(pathToFileURL(outfile).href);

const requests = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const atOnce = 32;
const patienceMs = 20_000;
const random = seededRandom(seed);
const simulator = await startSimulator({ voice: noiseVoice() });

const neighbour = new WebSocket(`${simulator.url}?model=gpt-realtime`);
await new Promise((resolve, reject) => {
  neighbour.once('message', resolve);
  neighbour.once('error', reject);
});
/** Whether the neighbour's session still answers. */
const goesOn = () =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    neighbour.once('message', () => {
      clearTimeout(timer);
      resolve(true);
    });
    neighbour.send('{"type":"input_audio_buffer.clear"}');
  });

const answered = async (request) => {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve('no answer'), patienceMs);
  });
  const answer = await Promise.race([ask(simulator.port, request, { isAll: true }), late]);
  clearTimeout(timer);
  return answer;
};

const seen = new Map();
let failed = 0;
let next = 0;
const worker = async () => {
  while (next < requests) {
    const number = next++;
    const request = hostileRequest(random);
    const answer = await answered(request);
    seen.set(answer, (seen.get(answer) ?? 0) + 1);
    const isFault = answer === 'no answer' || (typeof answer === 'number' && answer >= 500);
    if (!isFault && (number % 1_000 !== 0 || (await goesOn()))) continue;
    failed += 1;
    console.error(`request ${number}: ${answer}\n${request.toString('latin1').slice(0, 400)}`);
  }
};
await Promise.all(Array.from({ length: atOnce }, worker));
const isUp = await goesOn();
if (!isUp) console.error('The session beside the requests has ended.');
neighbour.terminate();
await simulator.close();

console.log([...seen].map(([answer, count]) => `${answer}: ${count}`).join(', '));
console.log(`${requests - failed} passed, ${failed} failed, seed ${seed}`);
process.exitCode = failed === 0 && isUp ? 0 : 1;
