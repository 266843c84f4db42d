// node --expose-gc sessionClient.mjs <client> <url> <sessions> <warmMs> <measuredMs>: holds many sessions and tells what
// one takes: memory while idle, then, when it is answered, processor time with an open microphone.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { clients } from './clients.mjs';
import { microphone } from './sessionFrames.mjs';

const [name, url, ...sizes] = process.argv.slice(2);
const [sessions, warmMs, measuredMs] = sizes.map(Number);

const totals = { samples: 0, appends: 0, lost: 0 };

/** Resolves when the server has said that the session exists. */
async function open(index) {
  const address = new URL(url);
  address.searchParams.set('index', index);
  let client;
  await new Promise((resolve, reject) => {
    client = clients[name](address, {
      samples: ({ length }) => {
        totals.samples += length;
      },
      text: () => undefined,
      lost: () => {
        totals.lost += 1;
      },
      ready: resolve,
      begin: () => undefined,
      end: () => undefined,
    });
    client.catch(reject);
  });
  return client;
}

async function heldBytes() {
  // What the handshake left to be done first.
  await delay(300);
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// The first loads the code, which is not counted.
const opened = [await open(0)];
const before = await heldBytes();
while (opened.length < sessions) {
  const batch = Math.min(25, sessions - opened.length);
  opened.push(...(await Promise.all(Array.from({ length: batch }, (_, i) => open(opened.length + i)))));
}
process.send(((await heldBytes()) - before) / (sessions - 1));
await once(process, 'message');

/** A hundred milliseconds of sound for each session ten times a second, in five groups that take turns. */
const groups = 5;
const tickMs = 100 / groups;
const began = performance.now();
let tick = 0;
setInterval(() => {
  for (; tick * tickMs < performance.now() - began; tick++) {
    for (let index = tick % groups; index < sessions; index += groups) {
      opened[index].send(microphone);
      totals.appends += 1;
    }
  }
}, tickMs);

await delay(warmMs);
const { samples, appends } = totals;
const start = performance.now();
const cpu = process.cpuUsage();
await delay(measuredMs);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - start) / 1000;
const perSession = 1 / (sessions * seconds);
process.send(
  {
    nanoseconds: (user + system) * 1000 * perSession,
    samples: (totals.samples - samples) * perSession,
    appends: (totals.appends - appends) * perSession,
    lost: totals.lost,
  },
  () => process.exit(),
);
