// A thousand sessions in which nothing happens: how much memory does each take?
import { WebSocket } from 'ws';
import { conclude, pause, startServer } from './server.mjs';

const sessions = 1_000;
const mostBytes = 100 * 1_024;

const open = (url) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('message', () => resolve(socket));
    socket.once('error', reject);
  });

const openAll = async (url, count) => {
  const sockets = [];
  while (sockets.length < count)
    sockets.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - sockets.length) }, () => open(url)))),
    );
  return sockets;
};

const server = await startServer();
try {
  // What the first sessions cost is the program, not the sessions.
  for (const socket of await openAll(server.url, 100)) socket.terminate();
  await pause(1_000);
  const before = await server.figures();
  const sockets = await openAll(server.url, sessions);
  await pause(1_000);
  const after = await server.figures();
  const perSession = (name) => (after[name] - before[name]) / sessions;
  console.log(`${sessions} idle sessions, bytes of each:`);
  for (const name of ['rss', 'heapUsed', 'external'])
    console.log(`  ${name.padEnd(9)} ${(perSession(name) / 1_024).toFixed(1)} KiB`);
  for (const socket of sockets) socket.terminate();
  conclude([[`a session takes no more than ${mostBytes / 1_024} KiB`, perSession('rss') <= mostBytes]]);
} finally {
  server.stop();
}
