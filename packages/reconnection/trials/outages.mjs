// A server that is away for a while: is the conversation there when it is back? Twenty sockets for each length.
import { realtimeSocket } from '@rx-realtime/connection';
import { reconnect } from '@rx-realtime/reconnection';
import { sessionCreated } from '@rx-realtime/test-kit/wire';
import { WebSocketServer } from 'ws';

const outagesMs = process.argv.slice(2).map(Number);
const lengths = outagesMs.length > 0 ? outagesMs : [3_000, 6_000, 10_000, 60_000];
const sockets = 20;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server on a port of its own, which can go away and come back. */
const listen = (port) =>
  new Promise((resolve) => {
    const server = new WebSocketServer({ port, host: '127.0.0.1' }, () => resolve(server));
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.send(sessionCreated);
    });
  });
const stop = (server) => {
  server.clients.forEach((client) => client.terminate());
  return new Promise((resolve) => server.close(resolve));
};

const trial = async (outageMs) => {
  const server = await listen(0);
  const { port } = server.address();
  const states = Array.from({ length: sockets }, () => ({ sessions: 0, error: undefined }));
  const subscriptions = states.map((state) =>
    realtimeSocket({ url: `ws://127.0.0.1:${port}` })
      .pipe(reconnect())
      .subscribe({
        next: ({ type }) => (state.sessions += type === 'session.created' ? 1 : 0),
        error: ({ code }) => (state.error = code),
      }),
  );
  await pause(1_000);
  await stop(server);
  await pause(outageMs);
  const again = await listen(port);
  // The longest wait of the default policy, and a little.
  await pause(9_000);
  const survived = states.filter(({ sessions, error }) => sessions === 2 && error === undefined).length;
  subscriptions.forEach((subscription) => subscription.unsubscribe());
  await stop(again);
  return survived;
};

const results = await Promise.all(lengths.map(trial));
lengths.forEach((ms, index) => console.log(`${ms / 1_000} s: ${results[index]} of ${sockets} go on`));
const passed = results.filter((survived) => survived === sockets).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
