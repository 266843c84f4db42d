// Leaving a peer that is frozen: how long until nothing is left of the connection?
import { realtimeSocket } from '@rx-realtime/connection';
import { startChaosProxy, startPlainServer } from '@rx-realtime/test-kit/wire';
import { filter, firstValueFrom } from 'rxjs';

const boundMs = 1_000;
const tookMs = [];
const server = await startPlainServer();
const handles = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'Timeout').length;
for (let round = 0; round < 10; round += 1) {
  const proxy = await startChaosProxy({ port: server.port });
  const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}` });
  const subscription = socket.connect();
  await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
  proxy.freeze();
  const leftAtMs = performance.now();
  subscription.unsubscribe();
  await firstValueFrom(socket.closed$);
  tookMs.push(performance.now() - leftAtMs);
  await proxy.close();
}
await server.close();
await new Promise((resolve) => setTimeout(resolve, 100));
const worst = Math.max(...tookMs);
console.log(
  `released within ${worst.toFixed(0)} ms at worst (bound ${boundMs}); ${handles()} sockets and timers left`,
);
const failed = worst <= boundMs && handles() === 0 ? 0 : 1;
console.log(`${1 - failed} passed, ${failed} failed`);
process.exit(failed);
