// A key must not be found in anything that a program may log.
import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeWebSockets, sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import type { PlainServerConfig } from '@rx-realtime/test-kit';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { lastValueFrom, map, materialize, merge, throwError, toArray } from 'rxjs';
import type { RealtimeSocketConfig } from '../src/connectionConfig.ts';
import { endpoint } from '../src/endpoint.ts';
import { mintClientSecret } from '../src/mintClientSecret.ts';
import type { MintClientSecretConfig } from '../src/mintClientSecret.ts';
import { realtimeSocket } from '../src/realtimeSocket.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Servers that refuse, break and quote; `key` is what the client sent. */
const faults: Record<string, (key: string) => PlainServerConfig> = {
  'HTTP 401 that quotes the key': (key) => ({
    onUpgrade: (_, socket) => {
      const body = JSON.stringify({
        error: {
          type: 'invalid_request_error',
          code: 'invalid_api_key',
          message: `Incorrect API key provided: ${key}`,
        },
      });
      socket.end(`HTTP/1.1 401 Unauthorized\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      return true;
    },
  }),
  'a redirect': () => ({
    onUpgrade: (_, socket) => {
      socket.end(
        'HTTP/1.1 307 Temporary Redirect\r\nLocation: ws://127.0.0.1:9\r\nContent-Length: 0\r\n\r\n',
      );
      return true;
    },
  }),
  'no WebSocket': () => ({
    onUpgrade: (_, socket) => {
      socket.end('nonsense\r\n\r\n');
      return true;
    },
  }),
  'a reset': () => ({
    onUpgrade: (_, socket) => {
      socket.resetAndDestroy();
      return true;
    },
  }),
  'an error event and 3000 that quote the key': (key) => ({
    onConnection: (socket) => {
      socket.send(
        JSON.stringify({
          type: 'error',
          event_id: 'e',
          error: {
            type: 'invalid_request_error',
            code: 'invalid_api_key',
            message: `Incorrect API key provided: ${key}.`,
          },
        }),
      );
      socket.close(3000, `no ${key}`.slice(0, 120));
    },
  }),
  'a close in the middle of a session': () => ({
    onConnection: (socket) => {
      socket.send(sessionCreated);
      socket.close(1011, 'oops');
    },
  }),
  'a refusal of the first session.update that quotes the key': (key) => ({
    onConnection: (socket) => {
      socket.send(sessionCreated);
      const error = { type: 'invalid_request_error', code: 'invalid_value', message: `no ${key}` };
      socket.once('message', () => socket.send(JSON.stringify({ type: 'error', event_id: 'e', error })));
    },
  }),
  'events and values that nobody knows and that quote the key': (key) => ({
    onConnection: (socket) => {
      socket.send(sessionCreated);
      socket.send(JSON.stringify({ type: 'response.done', event_id: 'e', response: { id: 7, status: key } }));
      socket.send(
        JSON.stringify({ type: 'session.updated', event_id: 'e', session: { type: key, tools: key } }),
      );
      socket.send(`${key} is no JSON`);
      socket.close(1011);
    },
  }),
  'an unreadable frame and an end': () => ({
    onConnection: (socket) => {
      socket.send('{');
      socket.terminate();
    },
  }),
};

/** All the ways in which a value ends up in a log. */
/** What a credential function threw is the cause of the error, behind a getter, for who asks for it: `getters` false. */
const shown = (value: unknown, getters = true): string => {
  const cause = value instanceof Error && getters ? inspect(value.cause) : '';
  const stack = value instanceof Error ? `${value.stack} ${cause}` : '';
  const json = (() => {
    try {
      return JSON.stringify(value) ?? '';
    } catch {
      return '';
    }
  })();
  return `${inspect(value, { depth: Infinity, showHidden: true, getters })} ${json} ${String(value)} ${stack}`;
};

describe('the key', () => {
  it.each(Object.keys(faults))('is nowhere to be seen after %s', async (fault) => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^sk-[A-Za-z0-9]{20}$/), async (key) => {
        const server = await startPlainServer(faults[fault]!(key));
        try {
          const socket = realtimeSocket({ url: server.url, apiKey: key, session: { instructions: 'A' } });
          const seen: unknown[] = [];
          merge(
            socket.status$,
            socket.closed$,
            // The event in it is the server's own.
            socket.drift$.pipe(map(({ wireType, failure }) => [wireType, failure])),
            socket.undelivered$,
            socket.audioGap$,
            socket.stall$,
            socket.sourceError$,
          ).subscribe((value) => seen.push(value));
          // The server's own events may quote what they like; what this library says may not.
          const notifications = await lastValueFrom(socket.pipe(materialize(), toArray()));
          const ended = notifications.filter(({ kind }) => kind !== 'N');
          expect(shown([socket, seen, ended])).not.toContain(key);
        } finally {
          await server.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  const key = 'sk-canary0123456789abcd';
  const fails = () => new Error(`no ${key}`, { cause: { key } });
  const refusing = fakeWebSockets(({ url, headers }) => {
    throw new Error(`cannot open ${url} with ${JSON.stringify(headers)}`, { cause: headers });
  });

  it.each<[string, RealtimeSocketConfig, string]>([
    [
      'throws',
      {
        apiKey: () => {
          throw fails();
        },
      },
      'credential_failed',
    ],
    ['rejects', { apiKey: () => Promise.reject(fails()) }, 'credential_failed'],
    ['fails', { apiKey: () => throwError(fails) }, 'credential_failed'],
    ['gives a text that no header can carry', { apiKey: () => `${key}\n` }, 'invalid_key'],
    ['is for a URL in the clear', { apiKey: key, url: 'ws://example.com' }, 'insecure_url'],
    ['stands in the URL', { url: `wss://user:${key}@example.com` }, 'invalid_url'],
    ['stands in a URL that is none', { url: `wss://${key}:x y` }, 'invalid_url'],
    ['stands in the fragment', { url: `wss://example.com/#${key}` }, 'invalid_url'],
    ['stands in a scheme that is none', { url: key }, 'invalid_url'],
    [
      'is told to a constructor that throws',
      { apiKey: key, WebSocketCtor: refusing.WebSocket },
      'constructor_failed',
    ],
    [
      'is told to the constructor as that of Azure',
      {
        apiKey: key,
        azure: { endpoint: 'https://example.com', deployment: 'd' },
        WebSocketCtor: refusing.WebSocket,
      },
      'constructor_failed',
    ],
  ])('is nowhere to be seen when it %s', async (_, config, code) => {
    const socket = realtimeSocket(config);
    const seen: unknown[] = [];
    merge(socket.status$, socket.closed$, socket.undelivered$).subscribe((value) => seen.push(value));
    socket.next({ type: 'response.create' });
    const ended = await lastValueFrom(socket.pipe(materialize(), toArray()));
    expect(ended).toMatchObject([{ kind: 'E', error: { code } }]);
    expect(shown([socket, seen, ended], false)).not.toContain(key);
  });

  it.each<[string, Partial<MintClientSecretConfig>]>([
    ['is refused', { fetch: async () => ({ ok: false, status: 401, text: async () => `no ${key}` }) }],
    [
      'is answered with nonsense',
      { fetch: async () => ({ ok: true, status: 200, text: async () => `{"value":["${key}"]}` }) },
    ],
    ['cannot be sent', { fetch: () => Promise.reject(fails()) }],
    [
      'is answered with a body that breaks off',
      { fetch: async () => ({ ok: true, status: 200, text: () => Promise.reject(fails()) }) },
    ],
    [
      'comes from a function that throws',
      {
        apiKey: () => {
          throw fails();
        },
      },
    ],
    ['comes from a function that fails', { apiKey: () => throwError(fails) }],
    ['cannot be a header', { apiKey: `${key}\r\n` }],
    ['would go out in the clear', { url: 'http://example.com' }],
    ['stands in the URL', { url: `https://user:${key}@example.com` }],
  ])('is nowhere to be seen when a client secret is asked for and it %s', async (_, config) => {
    const fetch = () => Promise.reject(fails());
    const minted$ = mintClientSecret({ apiKey: key, fetch, ...config });
    const ended = await lastValueFrom(minted$.pipe(materialize(), toArray()));
    expect(ended).toMatchObject([{ kind: 'E' }]);
    expect(shown(ended, false)).not.toContain(key);
  });

  it('is nowhere to be seen in a message of the subprotocols, and no API key is among them', () => {
    const refused = () => endpoint({ url: 'wss://example.com' }, key, 'subprotocols');
    expect(refused).toThrow(expect.objectContaining({ code: 'key_in_browser' }));
    const thrown: unknown[] = [];
    try {
      refused();
    } catch (error) {
      thrown.push(error);
    }
    expect(thrown).toHaveLength(1);
    expect(shown(thrown, false)).not.toContain(key);
  });
});
