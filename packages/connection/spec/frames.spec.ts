// What servers send that no server should: the stream lives on, or ends with a typed protocol error.
import { afterEach, describe, expect, it } from '@jest/globals';
import { sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import { Socket } from 'node:net';
import { firstValueFrom, lastValueFrom, materialize, take, toArray } from 'rxjs';
import type { WebSocket } from 'ws';
import { realtimeSocket } from '../src/realtimeSocket.ts';
import type { RealtimeError } from '../src/realtimeError.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});
const serve = async (onConnection: (socket: WebSocket) => void): Promise<string> => {
  const server = await startPlainServer({ onConnection });
  closing.push(() => server.close());
  return server.url;
};
/** The TCP connection beneath a WebSocket, to write what `ws` would refuse to. */
const rawOf = (socket: WebSocket): { write(bytes: Uint8Array): void } => {
  const raw: unknown = Reflect.get(socket, '_socket');
  if (raw instanceof Socket) return raw;
  throw new TypeError('expected the socket that ws keeps');
};
const frame = (firstByte: number, payload: Uint8Array | string, masked = false): Uint8Array => {
  const bytes = Buffer.from(payload);
  const mask = masked ? [0, 0, 0, 0] : [];
  return Buffer.from([firstByte, (masked ? 0x80 : 0) | bytes.length, ...mask, ...bytes]);
};

describe('frames that are no events', () => {
  it.each<[string, (socket: WebSocket) => void]>([
    ['malformed JSON', (socket) => socket.send('{"type":')],
    ['no object', (socket) => socket.send('7')],
    ['an object without a type', (socket) => socket.send('{}')],
    ['a binary frame', (socket) => socket.send(Buffer.from([1, 2, 3]))],
    [
      'a prototype in disguise',
      (socket) => socket.send('{"type":"response.done","__proto__":{"polluted":true}}'),
    ],
    ['nesting without an end', (socket) => socket.send('['.repeat(100_000))],
  ])('%s is an unknown event, and the next one is read', async (_, say) => {
    const url = await serve((socket) => {
      say(socket);
      socket.send(sessionCreated);
    });
    const events = await lastValueFrom(realtimeSocket({ url }).pipe(take(2), toArray()));
    expect(events.map(({ type }) => type)).toEqual(['unknown', 'session.created']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('twenty in a row end the connection for good', async () => {
    const url = await serve((socket) => {
      for (let index = 0; index < 30; index += 1) socket.send('{');
    });
    const notifications = await lastValueFrom(realtimeSocket({ url }).pipe(materialize(), toArray()));
    expect(notifications).toHaveLength(22);
    expect(notifications.at(-1)).toMatchObject({
      kind: 'E',
      error: { code: 'unreadable_frames', reason: 'protocol', retriable: false },
    });
  });

  it('nineteen in a row do not, and an event starts the count anew', async () => {
    const url = await serve((socket) => {
      for (let round = 0; round < 3; round += 1) {
        for (let index = 0; index < 19; index += 1) socket.send('{');
        socket.send(sessionCreated);
      }
    });
    expect(await lastValueFrom(realtimeSocket({ url }).pipe(take(60), toArray()))).toHaveLength(60);
  });

  it('a failure names no content', async () => {
    const url = await serve((socket) => socket.send('{"type":"response.done","response":"a secret"}'));
    const event = await firstValueFrom(realtimeSocket({ url }));
    expect(event).toMatchObject({ type: 'unknown', wireType: 'response.done' });
    expect(JSON.stringify('failure' in event ? event.failure : undefined)).not.toContain('a secret');
  });
});

describe('frames that break the WebSocket protocol', () => {
  it.each<[string, (socket: WebSocket) => void]>([
    ['reserved bits', (socket) => rawOf(socket).write(frame(0xf1, 'x'))],
    ['an unknown opcode', (socket) => rawOf(socket).write(frame(0x83, 'x'))],
    ['invalid UTF-8', (socket) => rawOf(socket).write(frame(0x81, Uint8Array.of(0xc3, 0x28)))],
    ['a masked server frame', (socket) => rawOf(socket).write(frame(0x81, 'x', true))],
    ['a ping that is fragmented', (socket) => rawOf(socket).write(frame(0x09, 'x'))],
  ])('%s ends the connection for good', async (_, say) => {
    const url = await serve((socket) => {
      socket.send(sessionCreated);
      say(socket);
    });
    const error = await new Promise<RealtimeError>((resolve) =>
      realtimeSocket({ url }).subscribe({ error: resolve }),
    );
    expect(error).toMatchObject({ reason: 'protocol', retriable: false, code: 'broken_frame' });
  });

  it('an oversized one too', async () => {
    const url = await serve((socket) => socket.send('x'.repeat(2_000)));
    const error = await new Promise<RealtimeError>((resolve) =>
      realtimeSocket({ url, maxPayloadBytes: 1_000 }).subscribe({ error: resolve }),
    );
    expect(error).toMatchObject({ code: 'frame_too_large', reason: 'protocol', retriable: false });
  });

  it('a flood of tiny fragments too', async () => {
    const url = await serve((socket) => {
      const fragments = [frame(0x01, 'x'), ...Array.from({ length: 20_000 }, () => frame(0x00, 'x'))];
      rawOf(socket).write(Buffer.concat(fragments));
    });
    const error = await new Promise<RealtimeError>((resolve) =>
      realtimeSocket({ url }).subscribe({ error: resolve }),
    );
    expect(error).toMatchObject({ reason: 'protocol', retriable: false });
  });
});
