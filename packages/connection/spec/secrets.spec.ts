// A key must not be found in anything that a program may log.
import { afterEach, describe, expect, it } from '@jest/globals';
import { sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import type { PlainServerConfig } from '@rx-realtime/test-kit';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { lastValueFrom, materialize, merge, toArray } from 'rxjs';
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
  'an unreadable frame and an end': () => ({
    onConnection: (socket) => {
      socket.send('{');
      socket.terminate();
    },
  }),
};

/** All the ways in which a value ends up in a log. */
const shown = (value: unknown): string => {
  const stack = value instanceof Error ? `${value.stack} ${inspect(value.cause)}` : '';
  const json = (() => {
    try {
      return JSON.stringify(value) ?? '';
    } catch {
      return '';
    }
  })();
  return `${inspect(value, { depth: Infinity, showHidden: true, getters: true })} ${json} ${String(value)} ${stack}`;
};

describe('the key', () => {
  it.each(Object.keys(faults))(
    'is nowhere to be seen after %s',
    async (fault) => {
      await fc.assert(
        fc.asyncProperty(fc.stringMatching(/^sk-[A-Za-z0-9]{20}$/), async (key) => {
          const server = await startPlainServer(faults[fault]!(key));
          try {
            const socket = realtimeSocket({ url: server.url, apiKey: key });
            const seen: unknown[] = [];
            merge(
              socket.status$,
              socket.closed$,
              socket.drift$,
              socket.undelivered$,
              socket.audioGap$,
              socket.stall$,
            ).subscribe((value) => seen.push(value));
            // The server's own events may quote what they like; what this library says may not.
            const notifications = await lastValueFrom(socket.pipe(materialize(), toArray()));
            const ended = notifications.filter(({ kind }) => kind !== 'N');
            expect(shown([socket, seen, ended])).not.toContain(key);
          } finally {
            await server.close();
          }
        }),
        { numRuns: 200 },
      );
    },
    30_000,
  );
});
