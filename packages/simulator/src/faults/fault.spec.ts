import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { connect } from '../../spec/support/client.ts';
import type { Client } from '../../spec/support/client.ts';
import type { Fault } from './fault.ts';
import { noiseVoice } from '../voices/noiseVoice.ts';
import { say } from '../script/reply.ts';
import { startSimulator } from '../startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from '../startSimulator.ts';

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const start = async (faults: readonly Fault[], config: StartSimulatorConfig = {}): Promise<string> => {
  simulator = await startSimulator({
    voice: noiseVoice(),
    responder: () => [say('One two three four.')],
    timing: { firstItemMs: 1, textDeltaMs: 1, audioSpeed: 50, rateLimitsMs: 1 },
    faults,
    ...config,
  });
  return `${simulator.url}?model=gpt-realtime`;
};

const textResponse = { type: 'response.create', response: { output_modalities: ['text'] } };
const ask = async (client: Client): Promise<void> => {
  await client.next('session.created');
  client.send(textResponse);
};

/** The types of a whole text response, and how they differ under a fault. */
const chain = async (faults: readonly Fault[]): Promise<readonly string[]> => {
  const client = connect(await start(faults), { checks: false });
  await ask(client);
  await client.next('rate_limits.updated');
  await client.close();
  return client.types().slice(1);
};

const whole = [
  'response.created',
  'response.output_item.added',
  'conversation.item.added',
  'response.content_part.added',
  'response.output_text.delta',
  'response.output_text.delta',
  'response.output_text.delta',
  'response.output_text.delta',
  'response.output_text.done',
  'response.content_part.done',
  'conversation.item.done',
  'response.output_item.done',
  'response.done',
  'rate_limits.updated',
];

describe('faults that end a connection', () => {
  it.each(['reset', 'drop'] as const)('%s: the client sees 1006', async (how) => {
    const client = connect(await start([{ at: { event: 'response.output_text.delta', count: 2 }, do: how }]));
    await ask(client);
    expect(await client.closed).toEqual({ code: 1006, reason: '' });
    expect(client.types().filter((type) => type.endsWith('delta'))).toHaveLength(1);
  });

  it('strikes only the connection it names', async () => {
    const url = await start([{ at: { connection: 1, event: 'response.created' }, do: 'reset' }]);
    const first = connect(url);
    await ask(first);
    expect((await first.closed).code).toBe(1006);
    const second = connect(url);
    await ask(second);
    await second.next('response.done');
    await second.close();
  });

  it('counts what the client sends', async () => {
    const client = connect(await start([{ at: { from: 'client', count: 3 }, do: 'reset' }]));
    await client.next('session.created');
    client.send({ type: 'input_audio_buffer.clear' });
    client.send({ type: 'input_audio_buffer.clear' });
    client.send({ type: 'input_audio_buffer.clear' });
    expect((await client.closed).code).toBe(1006);
    expect(client.types().filter((type) => type === 'input_audio_buffer.cleared')).toHaveLength(2);
  });

  it.each([1001, 1011, 1012, 1013, 3000, 4000])('close %i with a reason', async (code) => {
    const client = connect(
      await start([{ at: { event: 'response.created' }, do: 'close', code, reason: 'why' }]),
    );
    await ask(client);
    expect(await client.closed).toEqual({ code, reason: 'why' });
  });

  it('accepts, then closes before session.created', async () => {
    const client = connect(await start([{ do: 'close', code: 1013 }]));
    expect((await client.closed).code).toBe(1013);
    expect(client.received).toEqual([]);
  });

  it('expires: session_expired, then 1001 with the service’s reason', async () => {
    const client = connect(await start([{ at: { timeMs: 20 }, do: 'expire' }]));
    expect(await client.closed).toEqual({
      code: 1001,
      reason: 'Your session hit the maximum duration of 60 minutes.',
    });
    expect(client.received.at(-1)?.error.code).toBe('session_expired');
  });

  it('cuts inside of a frame: the part never becomes an event', async () => {
    const client = connect(await start([{ at: { event: 'response.done' }, do: 'cutFrame', bytes: 40 }]));
    await ask(client);
    expect((await client.closed).code).toBe(1006);
    expect(client.types().at(-1)).toBe('response.output_item.done');
  });
});

describe('faults of the upgrade', () => {
  it.each([401, 403, 404, 429, 500, 503])('answers with HTTP %i', async (status) => {
    const url = await start([
      { at: { connection: 1 }, do: 'httpStatus', status, headers: { 'Retry-After': '7' } },
    ]);
    const socket = new WebSocket(url);
    const [code, retryAfter] = await new Promise<[number | undefined, string | undefined]>((resolve) => {
      socket.on('unexpected-response', (request, response) => {
        resolve([response.statusCode, response.headers['retry-after']]);
        request.destroy();
      });
    });
    expect([code, retryAfter]).toEqual([status, '7']);
    const second = connect(url);
    await second.next('session.created');
    await second.close();
  });

  it('sends a wrong accept key', async () => {
    const socket = new WebSocket(await start([{ do: 'badHandshake' }]));
    const message = await new Promise((resolve) => socket.once('error', (error) => resolve(error.message)));
    expect(message).toBe('Invalid Sec-WebSocket-Accept header');
  });

  it('never answers', async () => {
    const socket = new WebSocket(await start([{ do: 'noAnswer' }]), { handshakeTimeout: 30 });
    const message = await new Promise((resolve) => socket.once('error', (error) => resolve(error.message)));
    expect(message).toBe('Opening handshake has timed out');
  });
});

describe('faults of frames', () => {
  it('adds a frame that is no JSON, a binary one, one of any text, and an unknown event', async () => {
    const at = { event: 'response.done' };
    const url = await start([
      { at, do: 'badJson' },
      { at, do: 'binary' },
      { at, do: 'frame', text: '[]' },
      { at, do: 'unknownEvent', type: 'response.future', payload: { a: 1 } },
      { at, do: 'error', code: 'insufficient_quota', message: 'No.' },
    ]);
    const socket = new WebSocket(url);
    const frames: [string, boolean][] = [];
    socket.on('open', () => socket.send(JSON.stringify(textResponse)));
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer, isBinary) => {
        frames.push([data.toString('utf8'), isBinary]);
        if (data.includes('"rate_limits.updated"')) resolve();
      });
    });
    const [badJson, binary, text, unknown, error, done] = frames.slice(-7);
    expect(badJson?.[0]).toContain('"delta":');
    expect((): unknown => JSON.parse(badJson?.[0] ?? '')).toThrow(SyntaxError);
    expect(binary?.[1]).toBe(true);
    expect(text?.[0]).toBe('[]');
    expect(JSON.parse(unknown?.[0] ?? '')).toMatchObject({ type: 'response.future', a: 1 });
    expect(JSON.parse(error?.[0] ?? '')).toMatchObject({
      error: { code: 'insufficient_quota', message: 'No.' },
    });
    expect(done?.[0]).toContain('"response.done"');
    socket.terminate();
  });

  it('sends a frame larger than the client takes', async () => {
    const url = await start([{ at: { event: 'response.created' }, do: 'oversized', bytes: 2_000_000 }]);
    const client = connect(url, { maxPayload: 1_000_000, checks: false });
    await ask(client);
    await client.closed;
    expect(client.errors).toEqual(['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH']);
  });

  it('writes bytes past WebSocket', async () => {
    const client = connect(
      await start([{ at: { event: 'response.created' }, do: 'rawBytes', bytes: [0xff, 0x00] }]),
    );
    await ask(client);
    await client.closed;
    expect(client.errors).toEqual(['WS_ERR_UNEXPECTED_RSV_2_3']);
  });

  it('dribbles: a byte at a time, and still the same events', async () => {
    const faults: Fault[] = [
      { at: { event: 'response.output_text.done' }, do: 'dribble', bytes: 7, everyMs: 0 },
    ];
    expect(await chain(faults)).toEqual(whole);
  });

  it('answers pings between the frames that dribble, not within them', async () => {
    const faults: Fault[] = [{ at: { event: 'session.created' }, do: 'dribble', bytes: 90, everyMs: 0 }];
    const socket = new WebSocket(await start(faults));
    const types: string[] = [];
    let pings = 0;
    let pongs = 0;
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'response.create', response: { output_modalities: ['text'] } })),
    );
    await new Promise((resolve, reject) => {
      const check = () => pongs === pings && types.includes('response.done') && resolve(undefined);
      socket.on('error', reject);
      socket.on('pong', () => {
        pongs += 1;
        check();
      });
      socket.on('message', (data: Buffer) => {
        const { type } = JSON.parse(data.toString()) as { type: string };
        types.push(type);
        socket.ping();
        pings += 1;
      });
    });
    expect(types).toContain('response.created');
    socket.terminate();
  });
});

describe('faults of order', () => {
  const withoutFirst = (type: string): string[] => {
    const index = whole.indexOf(type);
    return [...whole.slice(0, index), ...whole.slice(index + 1)];
  };

  it('none: the chain as it is', async () => {
    expect(await chain([])).toEqual(whole);
  });

  it('loses an event', async () => {
    expect(await chain([{ at: { event: 'conversation.item.done' }, do: 'lose' }])).toEqual(
      withoutFirst('conversation.item.done'),
    );
  });

  it('loses what the client sends', async () => {
    const client = connect(await start([{ at: { from: 'client', event: 'response.create' }, do: 'lose' }]));
    await ask(client);
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');
    expect(client.types()).not.toContain('response.created');
    await client.close();
  });

  it('duplicates every delta', async () => {
    const types = await chain([
      { at: { event: 'response.output_text.delta', repeat: true }, do: 'duplicate' },
    ]);
    expect(types.filter((type) => type === 'response.output_text.delta')).toHaveLength(8);
  });

  it('brings an event after the one that follows it', async () => {
    const types = await chain([{ at: { event: 'conversation.item.added' }, do: 'reorder' }]);
    expect(types.slice(1, 4)).toEqual([
      'response.output_item.added',
      'response.content_part.added',
      'conversation.item.added',
    ]);
  });

  it('throws dice with a seed', async () => {
    const faults: Fault[] = [
      { at: { event: 'response.output_text.delta', repeat: true, probability: 0.5 }, do: 'lose' },
    ];
    const once = await chain(faults);
    await simulator?.close();
    expect(await chain(faults)).toEqual(once);
    expect(once.length).toBeLessThan(whole.length);
  });

  it('fails every response', async () => {
    const client = connect(
      await start([{ at: { repeat: true }, do: 'failResponse', code: 'rate_limit_exceeded' }]),
    );
    await ask(client);
    for (const again of [true, false]) {
      const { response } = await client.next('response.done');
      expect(response).toMatchObject({
        status: 'failed',
        status_details: { type: 'failed', error: { type: 'server_error', code: 'rate_limit_exceeded' } },
      });
      if (again) client.send(textResponse);
    }
    await client.close();
  });
});

describe('stall', () => {
  /** A whole response on another connection: time enough for a pong. */
  const meanwhile = async (url: string): Promise<void> => {
    const client = connect(url);
    await ask(client);
    await client.next('rate_limits.updated');
    await client.close();
  };

  it.each([
    ['both', false],
    ['up', true],
    ['down', false],
  ] as const)('%s: no pong comes back', async (direction, hears) => {
    const url = await start([{ at: { connection: 1, event: 'session.created' }, do: 'stall', direction }]);
    const socket = new WebSocket(url);
    const seen = { messages: 0, pongs: 0 };
    socket.on('message', () => (seen.messages += 1));
    socket.on('pong', () => (seen.pongs += 1));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.ping();
    await meanwhile(url);
    expect(seen).toEqual({ messages: hears ? 1 : 0, pongs: 0 });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it('recovers after its time and delivers what it held', async () => {
    const client = connect(await start([{ at: { event: 'response.created' }, do: 'stall', forMs: 40 }]));
    await ask(client);
    await client.next('response.done');
    expect(client.types().slice(1, whole.length)).toEqual(whole.slice(0, -1));
    await client.close();
  });
});
