import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { NEVER, Subject, firstValueFrom, mergeMap } from 'rxjs';
import { connect } from './support/client.ts';
import type { Client } from './support/client.ts';
import { examples, offences } from './support/schema.ts';
import { createCore } from '../src/core/createCore.ts';
import { clientEventTypes } from '../src/shapes/clientEvent.ts';
import type { Frame } from '../src/line/frame.ts';
import type { LineCommand } from '../src/line/lineCommand.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator } from '../src/startSimulator.ts';

const documented = Object.entries(examples)
  .filter(([type]) => clientEventTypes.includes(type.replace('translation:', '')))
  .flatMap(([, events]) => events.map((event) => JSON.stringify(event)));

/** One session of the simulator without a transport. */
const session = (endpoint: string) => {
  const core = createCore({ timing: { firstItemMs: 0 } });
  const frames$ = new Subject<Frame>();
  const sent: LineCommand[] = [];
  const subscription = core
    .upgrade({ url: endpoint, headers: {}, protocols: [] })
    .open(frames$, NEVER)
    .subscribe((command) => sent.push(command));
  return { send: (frame: Frame) => frames$.next(frame), sent, end: () => subscription.unsubscribe() };
};

const clearEvent = '{"type":"input_audio_buffer.clear"}'.padEnd(200);

/** A documented event, damaged: characters replaced, cut out or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...documented),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'cut', 'double'), fc.string({ maxLength: 3 })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((damaged, [where, how, by]) => {
      const at = where % (damaged.length + 1);
      const end = how === 'double' ? at : at + 1;
      return damaged.slice(0, at) + (how === 'cut' ? '' : by) + damaged.slice(how === 'double' ? at : end);
    }, text),
  );

/** A documented event with one value swapped for any other, and keys that mean something to JavaScript. */
const twisted = fc
  .tuple(
    fc.constantFrom(...documented),
    fc.jsonValue({ maxDepth: 3 }),
    fc.nat(),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', ''),
  )
  .map(([text, value, where, key]) => {
    let count = 0;
    const twist = where % 8;
    const json = JSON.stringify(JSON.parse(text), (_key, inner: unknown) =>
      count++ === twist ? value : inner,
    );
    return where % 3 === 0
      ? (json ?? 'null').replace('{', `{"${key}":${JSON.stringify(value)},`)
      : (json ?? 'null');
  });

describe('a session with a hostile client', () => {
  it.each(['/v1/realtime?model=gpt-realtime', '/v1/realtime?intent=transcription'])(
    'answers anything with events that OpenAI’s schema knows: %s',
    (endpoint) => {
      fc.assert(
        fc.property(fc.array(fc.oneof(mutated, twisted), { maxLength: 8 }), (frames) => {
          const { send, sent, end } = session(endpoint);
          frames.forEach(send);
          send('{"type":"input_audio_buffer.clear"}');
          end();
          const events = sent.flatMap((command) => (command.kind === 'event' ? [command.event] : []));
          expect(events.flatMap((event) => offences({ ...event, type: String(event['type']) }))).toEqual([]);
          expect(events.at(-1)?.['type']).toBe('input_audio_buffer.cleared');
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('refuses a nesting of a million levels at once', () => {
    const { send, sent, end } = session('/v1/realtime?model=gpt-realtime');
    const depth = 1_000_000;
    send(`{"type":"session.update","session":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    end();
    expect(sent.at(-1)).toMatchObject({ event: { error: { code: 'invalid_json' } } });
  });

  it('does not blow an error up with what was sent', () => {
    const { send, sent, end } = session('/v1/realtime?model=gpt-realtime');
    send(JSON.stringify({ type: 'x'.repeat(1_000_000) }));
    send(JSON.stringify({ type: 'response.cancel', ['y'.repeat(1_000_000)]: 1 }));
    send(JSON.stringify({ type: 'conversation.item.delete', item_id: 'z'.repeat(1_000_000) }));
    end();
    for (const command of sent) expect(JSON.stringify(command).length).toBeLessThan(5_000);
  });
});

describe('sound without end', () => {
  const codes = (sent: readonly LineCommand[]): readonly unknown[] =>
    sent.flatMap((command) =>
      command.kind === 'event' && command.event['type'] === 'error' ? [command.event['error']] : [],
    );
  const append = (bytes: number): string =>
    JSON.stringify({ type: 'input_audio_buffer.append', audio: Buffer.alloc(bytes).toString('base64') });
  const withoutDetection = JSON.stringify({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { turn_detection: null } } },
  });
  const mebibyte = 1_024 * 1_024;

  it('is refused beyond 15 MiB in one event', () => {
    const { send, sent, end } = session('/v1/realtime?model=gpt-realtime');
    send(withoutDetection);
    send(append(15 * mebibyte));
    expect(codes(sent)).toEqual([]);
    send(append(20 * mebibyte));
    end();
    expect(codes(sent)).toMatchObject([{ code: 'string_above_max_length', param: 'audio' }]);
  });

  it('is refused beyond what a session lasts, until it is cleared', () => {
    const { send, sent, end } = session('/v1/realtime?model=gpt-realtime');
    send(withoutDetection);
    const fiveMinutes = append(5 * 60 * 48_000);
    for (let count = 0; count < 12; count++) send(fiveMinutes);
    expect(codes(sent)).toEqual([]);
    send(fiveMinutes);
    expect(codes(sent)).toMatchObject([{ code: 'invalid_value', param: 'audio' }]);
    send('{"type":"input_audio_buffer.clear"}');
    send(fiveMinutes);
    end();
    expect(codes(sent)).toHaveLength(1);
  });
});

/** A client's text frame, masked as RFC 6455 wants it. */
const clientFrame = (text: string): Buffer => {
  const payload = Buffer.from(text);
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([
    Buffer.from([0x81]),
    length,
    mask,
    payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  ]);
};

/** A WebSocket in the raw: resolves to its TCP connection once the upgrade is answered. */
const rawSocket = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(
        'GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
    });
    socket.once('data', () => resolve(socket));
    socket.on('error', reject);
  });

describe('other sessions', () => {
  let simulator: Simulator;
  let neighbour: Client;
  beforeAll(async () => {
    simulator = await startSimulator({
      voice: noiseVoice(),
      transcribe: () => {
        throw new Error('a broken script');
      },
      responder: () => {
        throw new Error('another');
      },
    });
    neighbour = connect(`${simulator.url}?model=gpt-realtime`);
    await neighbour.next('session.created');
  });
  afterAll(async () => {
    await neighbour.close();
    await simulator.close();
  });

  it.each<[string, (client: Client) => void]>([
    ['a broken transcribe', (client) => client.send({ type: 'input_audio_buffer.commit' })],
    ['a broken responder', (client) => client.send({ type: 'response.create' })],
    ['garbage', (client) => client.sendFrame('\u0000')],
    ['a frame larger than any event', (client) => client.sendFrame(' '.repeat(33 * 1_024 * 1_024))],
  ])('go on beside %s', async (_what, harm) => {
    const client = connect(`${simulator.url}?model=gpt-realtime`);
    await client.next('session.created');
    client.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(9_600).toString('base64') });
    harm(client);
    await Promise.race([client.next('error'), client.next('response.done'), client.closed]).catch(
      () => undefined,
    );
    neighbour.send({ type: 'input_audio_buffer.clear' });
    expect((await neighbour.next('input_audio_buffer.cleared')).type).toBe('input_audio_buffer.cleared');
    await client.close();
  });

  it('go on beside frames whose bytes are damaged', async () => {
    const sound = documented.map(clientFrame).filter((frame) => frame.length < 4_000);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sound), damage, async (frame, edits) => {
        const bytes = Buffer.from(frame);
        for (const [where, byte] of edits) bytes[where % bytes.length] = byte;
        const socket = await rawSocket(simulator.port);
        // The server may cut the line before all is written.
        socket.removeAllListeners('error').on('error', () => undefined);
        socket.resume();
        const gone = new Promise((resolve) => socket.once('close', resolve));
        socket.end(bytes);
        await gone;
        neighbour.send({ type: 'input_audio_buffer.clear' });
        await neighbour.next('input_audio_buffer.cleared');
      }),
      { numRuns: 50 },
    );
  });
});

describe('a client that does not read', () => {
  it('is cut off before it fills the memory, and the others go on', async () => {
    const bytes = 8 * 1_024 * 1_024;
    const simulator = await startSimulator({
      voice: noiseVoice(),
      faults: [
        { at: { connection: 1, event: 'input_audio_buffer.cleared', repeat: true }, do: 'oversized', bytes },
      ],
    });
    const notices: string[] = [];
    simulator.notices$.subscribe((notice) => notices.push(notice));
    const ended = firstValueFrom(simulator.connections$.pipe(mergeMap(({ closed$ }) => closed$)));
    const socket = await rawSocket(simulator.port);
    socket.on('error', () => undefined);
    socket.pause();
    const neighbour = connect(`${simulator.url}?model=gpt-realtime`);
    await neighbour.next('session.created');
    for (let count = 0; count < 20; count++) socket.write(clientFrame(clearEvent));
    expect(await ended).toEqual({ by: 'client', code: null, reason: '' });
    expect(notices).toEqual([
      expect.stringMatching(/^A client was cut off, because it left \d{8} bytes unread\.$/),
    ]);
    neighbour.send({ type: 'input_audio_buffer.clear' });
    await neighbour.next('input_audio_buffer.cleared');
    await neighbour.close();
    socket.destroy();
    await simulator.close();
  });
});
