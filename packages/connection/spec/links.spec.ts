// What breaks below the protocol: dead links, refused and garbled handshakes, TLS, suspended processes.
import { afterEach, describe, expect, it } from '@jest/globals';
import { sessionCreated, startChaosProxy, startPlainServer } from '@rx-realtime/test-kit';
import type { ChaosProxy, PlainServer } from '@rx-realtime/test-kit';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { firstValueFrom, filter, lastValueFrom, materialize, take, takeUntil, timer, toArray } from 'rxjs';
import { WebSocket } from 'ws';
import { isRealtimeError } from '../src/realtimeError.ts';
import type { RealtimeError } from '../src/realtimeError.ts';
import { realtimeSocket } from '../src/realtimeSocket.ts';
import type { RealtimeSocket } from '../src/socketOf.ts';
import type { RealtimeWebSocketOptions } from '../src/realtimeWebSocket.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});
const plainServer = async (...args: Parameters<typeof startPlainServer>): Promise<PlainServer> => {
  const server = await startPlainServer(...args);
  closing.push(() => server.close());
  return server;
};
const chaosProxy = async (port: number): Promise<ChaosProxy> => {
  const proxy = await startChaosProxy({ port });
  closing.push(() => proxy.close());
  return proxy;
};
const rawServer = async (onConnection: Parameters<typeof createServer>[1]): Promise<string> => {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    closing.push(async () => socket.destroy());
    onConnection?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return `ws://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
};

const quick = { heartbeat: { intervalMs: 60, deadlineMs: 60 }, closeTimeoutMs: 100 } as const;
const ready = (socket: RealtimeSocket) =>
  firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
const ended = (socket: RealtimeSocket) => firstValueFrom(socket.closed$);
/** How the main stream ends: the error's code, or 'complete'. */
const endOf = (socket: RealtimeSocket): Promise<string> =>
  lastValueFrom(socket.pipe(materialize())).then(({ kind, ...rest }) =>
    kind === 'E' && 'error' in rest && isRealtimeError(rest.error) ? rest.error.code : 'complete',
  );
const failureOf = (socket: RealtimeSocket): Promise<RealtimeError> =>
  new Promise((resolve) => socket.subscribe({ error: resolve }));

describe('a link that dies without a word', () => {
  it.each(['both', 'up', 'down'] as const)(
    'is found by its pongs when %s directions freeze',
    async (direction) => {
      const server = await plainServer();
      const proxy = await chaosProxy(server.port);
      const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}`, ...quick });
      const end = endOf(socket);
      await ready(socket);
      proxy.freeze(direction);
      expect(await end).toBe('heartbeat_timeout');
    },
  );

  it('is not believed alive because audio still arrives', async () => {
    const server = await plainServer({
      onConnection: (socket) => {
        socket.send(sessionCreated);
        const talk = setInterval(
          () => socket.send('{"type":"input_audio_buffer.cleared","event_id":"e"}'),
          5,
        );
        socket.on('close', () => clearInterval(talk));
      },
    });
    const proxy = await chaosProxy(server.port);
    const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}`, ...quick });
    const end = endOf(socket);
    await ready(socket);
    proxy.freeze('up');
    expect(await end).toBe('heartbeat_timeout');
  });

  it('is released within closeTimeoutMs when it is frozen at the close', async () => {
    const server = await plainServer();
    const proxy = await chaosProxy(server.port);
    const socket = realtimeSocket({
      url: `ws://127.0.0.1:${proxy.port}`,
      heartbeat: false,
      closeTimeoutMs: 50,
    });
    const subscription = socket.connect();
    await ready(socket);
    proxy.freeze();
    const outcome = ended(socket);
    subscription.unsubscribe();
    expect(await outcome).toMatchObject({ local: true, code: 1006, wasClean: true });
  });

  it('is not killed by a blocked event loop: the stall is told instead', async () => {
    const server = await plainServer();
    const socket = realtimeSocket({ url: server.url, heartbeat: { intervalMs: 40, deadlineMs: 40 } });
    const ends: string[] = [];
    socket.closed$.subscribe(({ code }) => ends.push(`${code}`));
    const stalls: number[] = [];
    socket.stall$.subscribe(({ lagMs }) => stalls.push(lagMs));
    const subscription = socket.connect();
    await ready(socket);
    for (let round = 0; round < 5; round += 1) {
      await firstValueFrom(timer(30));
      const until = performance.now() + 200;
      while (performance.now() < until);
    }
    await firstValueFrom(timer(100));
    expect(ends).toEqual([]);
    expect(stalls.length).toBeGreaterThan(0);
    subscription.unsubscribe();
  });
});

describe('a link that is torn down', () => {
  it('keeps the cause of a reset', async () => {
    const server = await plainServer();
    const proxy = await chaosProxy(server.port);
    const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}` });
    const failure = failureOf(socket);
    await ready(socket);
    proxy.reset();
    expect(await failure).toMatchObject({
      code: 'closed_1006',
      causeCode: 'ECONNRESET',
      retriable: true,
      phase: 'ready',
    });
  });

  it('calls an end without a close frame a lost connection', async () => {
    const server = await plainServer();
    const proxy = await chaosProxy(server.port);
    const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}` });
    const failure = failureOf(socket);
    await ready(socket);
    proxy.finish();
    expect(await failure).toMatchObject({ code: 'closed_1006', retriable: true });
  });

  it('emits no part of a frame that was cut, wherever the cut is', async () => {
    const events = [sessionCreated, '{"type":"input_audio_buffer.cleared","event_id":"e1"}'];
    const server = await plainServer({
      onConnection: (socket) => events.forEach((event) => socket.send(event)),
    });
    const upgradeBytes = 129;
    for (let bytes = upgradeBytes; bytes < upgradeBytes + sessionCreated.length + 55; bytes += 1) {
      const proxy = await startChaosProxy({ port: server.port });
      proxy.cutAfter(bytes);
      const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}` });
      const notifications = await lastValueFrom(socket.pipe(materialize(), toArray()));
      const types = notifications.flatMap((notification) =>
        notification.kind === 'N' && notification.value.type !== 'connection.lost'
          ? [notification.value.type]
          : [],
      );
      expect(['session.created', 'input_audio_buffer.cleared'].slice(0, types.length)).toEqual(types);
      expect(notifications.at(-1)?.kind).toBe('E');
      await proxy.close();
    }
  }, 30_000);

  it('reads frames that arrive byte by byte', async () => {
    const server = await plainServer();
    const proxy = await chaosProxy(server.port);
    proxy.dribble(true);
    const socket = realtimeSocket({ url: `ws://127.0.0.1:${proxy.port}` });
    expect((await firstValueFrom(socket)).type).toBe('session.created');
  });
});

describe('a link that never comes about', () => {
  it('says that nobody listens', async () => {
    const server = await startPlainServer();
    await server.close();
    expect(await failureOf(realtimeSocket({ url: server.url }))).toMatchObject({
      code: 'unreachable',
      reason: 'open',
      causeCode: 'ECONNREFUSED',
      retriable: true,
      phase: 'connecting',
    });
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'])('keeps %s', async (code) => {
    class Unresolved extends WebSocket {
      constructor(url: string, protocols: string[] = [], options?: RealtimeWebSocketOptions) {
        super(url, protocols, {
          ...options,
          lookup: (_host, _options, callback) => callback(Object.assign(new Error(code), { code }), '', 4),
        });
      }
    }
    const socket = realtimeSocket({ url: 'ws://realtime.test', WebSocketCtor: Unresolved });
    expect(await failureOf(socket)).toMatchObject({ code: 'unreachable', causeCode: code, retriable: true });
  });

  it('gives up on a server that accepts the connection and never answers', async () => {
    const url = await rawServer(() => undefined);
    expect(await failureOf(realtimeSocket({ url, handshakeTimeoutMs: 50 }))).toMatchObject({
      code: 'handshake_timeout',
      retriable: true,
    });
  });

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    [
      'a wrong accept key',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: nonsense\r\n\r\n',
    ],
  ])('calls %s a broken handshake, for good', async (_, answer) => {
    const url = await rawServer((socket) => socket.once('data', () => socket.end(answer)));
    expect(await failureOf(realtimeSocket({ url }))).toMatchObject({
      code: 'bad_handshake',
      reason: 'protocol',
      retriable: false,
    });
  });

  it('never follows a redirect', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = await plainServer({
      onUpgrade: ({ headers }) => {
        asked.push(headers.authorization);
        return false;
      },
    });
    const url = await rawServer((socket) =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n`),
      ),
    );
    expect(await failureOf(realtimeSocket({ url, apiKey: 'sk-1' }))).toMatchObject({
      code: 'redirect_refused',
      httpStatus: 302,
      retriable: false,
    });
    expect(asked).toEqual([]);
  });

  it('leaves nothing behind when it is unsubscribed in the middle of the handshake', async () => {
    const url = await rawServer(() => undefined);
    const socket = realtimeSocket({ url });
    const outcome = ended(socket);
    socket.subscribe().unsubscribe();
    expect(await outcome).toMatchObject({ local: true, phase: 'connecting', wasClean: true });
    await firstValueFrom(timer(10).pipe(takeUntil(socket.closed$), take(1)));
  });
});
