// A link that dies without a word: how long until it is found? Five kinds of death, 20 trials each.
import { spawn } from 'node:child_process';
import { realtimeSocket } from '@rx-realtime/connection';
import { startChaosProxy, startPlainServer } from '@rx-realtime/test-kit/wire';
import { filter, firstValueFrom } from 'rxjs';
import { startBlackhole } from './blackhole.mjs';

const heartbeat = { intervalMs: 300, deadlineMs: 200 };
const boundMs = heartbeat.intervalMs + heartbeat.deadlineMs + 250;
const trialsOfEach = 20;

/** Each kind gives a URL to connect to, and a way to die. */
const kinds = {
  freeze: () => proxied('both'),
  'freeze-up': () => proxied('up'),
  'freeze-down': () => proxied('down'),
  'server SIGSTOP': stopped,
  'network blackhole': startBlackhole,
};

async function proxied(direction) {
  const server = await startPlainServer();
  const proxy = await startChaosProxy({ port: server.port });
  const close = () => Promise.all([proxy.close(), server.close()]);
  return { url: `ws://127.0.0.1:${proxy.port}`, die: () => proxy.freeze(direction), close };
}

async function stopped() {
  const child = spawn(process.execPath, [new URL('server.mjs', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await new Promise((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).split('\n'))),
  );
  return { url: line, die: () => child.kill('SIGSTOP'), close: () => child.kill('SIGKILL') };
}

const trial = async (start) => {
  const { url, die, close } = await start();
  const socket = realtimeSocket({ url, heartbeat });
  const end = firstValueFrom(socket.closed$);
  socket.connect();
  await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
  // At any moment of the heartbeat's cycle.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 * heartbeat.intervalMs));
  const diedAtMs = performance.now();
  await die();
  const { error } = await end;
  const tookMs = performance.now() - diedAtMs;
  await close();
  return { tookMs, code: error?.code };
};

let found = 0;
let trials = 0;
for (const [kind, start] of Object.entries(kinds)) {
  const results = [];
  for (let batch = 0; batch < trialsOfEach; batch += 4) {
    const run = () => trial(start).catch((error) => ({ tookMs: Infinity, code: String(error.message) }));
    results.push(...(await Promise.all([run(), run(), run(), run()])));
  }
  const ok = results.filter(({ tookMs, code }) => code === 'heartbeat_timeout' && tookMs <= boundMs).length;
  const sorted = results.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1].toFixed(0);
  const causes = ok < results.length ? ` (${results.map(({ code }) => code).join(', ')})` : '';
  console.log(
    `${kind.padEnd(18)} ${ok} of ${results.length} within ${boundMs} ms; median ${median}, worst ${sorted.at(-1).toFixed(0)} ms${causes}`,
  );
  found += ok;
  trials += results.length;
}
console.log(`${found} passed, ${trials - found} failed`);
process.exit(found === trials ? 0 : 1);
