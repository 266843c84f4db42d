import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, functionCallOutput, responseCreate, userText } from '@rx-realtime/codecs';
import type { ConnectionRestored } from '@rx-realtime/codecs';
import { call, createSimulator, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import type { Responder, SimulatorConfig } from '@rx-realtime/simulator';
import { inspect } from 'node:util';
import { share } from 'rxjs';
import { durableSocket } from '../src/index.ts';
import type { DurableEndpoint, DurableSocketConfig, FailoverInfo } from '../src/index.ts';

/** Two servers, A and B, a socket that prefers A, and all that is told. */
const setUp = (
  a: Partial<SimulatorConfig>,
  b: Partial<SimulatorConfig> & { readonly dialect?: DurableEndpoint['dialect'] } = {},
  config: Partial<DurableSocketConfig> = {},
) => {
  const time = virtualTime();
  const server = (own: Partial<SimulatorConfig>) =>
    createSimulator({ scheduler: time, voice: noiseVoice(), seed: 1, ...own });
  const { dialect, ...ofB } = b;
  const [first, second] = [server(a), server(ofB)];
  const changes: FailoverInfo[] = [];
  const asked: string[] = [];
  const socket = durableSocket({
    endpoints: [
      { url: 'wss://a', model: 'gpt-realtime-2.1', apiKey: 'a-key', WebSocketCtor: first.WebSocket },
      { url: 'ws://b', model: 'gpt-realtime-2.1', dialect, WebSocketCtor: second.WebSocket },
    ],
    session: ({ endpoint, generation }) => {
      asked.push(`${String(endpoint.url)} ${generation}`);
      return { output_modalities: ['text'] };
    },
    scheduler: time,
    retry: { firstMs: 20, random: () => 0.5 },
    ...config,
    rotation: config.rotation ?? { random: () => 0 },
    failover: { failoverObserver: { next: (info) => changes.push(info) }, ...config.failover },
  });
  const types: string[] = [];
  const ends: string[] = [];
  const gapsMs: number[] = [];
  const restored: ConnectionRestored[] = [];
  socket.restored$.subscribe((event) => restored.push(event));
  socket.audioGap$.subscribe(({ durationMs }) => gapsMs.push(durationMs));
  const live$ = socket.pipe(share());
  live$.subscribe({
    next: ({ type }) => types.push(type),
    error: (error: unknown) => ends.push(String(error)),
  });
  const connected: string[] = [];
  first.connections$.subscribe(({ connection }) => connected.push(`a${connection}`));
  second.connections$.subscribe(({ connection }) => connected.push(`b${connection}`));
  const ask = (words: string): void => {
    socket.next(conversationItemCreate(userText(words)));
    socket.next(responseCreate());
  };
  return { time, socket, live$, changes, asked, types, ends, gapsMs, restored, connected, ask };
};

const unreachable = (connection: number) => ({ at: { connection }, do: 'httpStatus', status: 503 }) as const;

const transcript = (turn: Parameters<Responder>[0]): string => JSON.stringify(turn.items);

describe('failover', () => {
  it('has the next endpoint go on with an answer that the first was killed in', () => {
    const runs: string[] = [];
    const tools = [{ type: 'function', name: 'book', parameters: { type: 'object' } }] as const;
    const whole = 'You have seat 12 in the second row.';
    const a = {
      faults: [
        { at: { connection: 1, event: 'response.output_text.delta', count: 3 }, do: 'reset' } as const,
        unreachable(2),
      ],
      responder: ((turn) =>
        turn.functionOutputs.length > 0 ? [say(whole)] : [call('book')]) satisfies Responder,
    };
    const heard: string[] = [];
    const b = {
      responder: ((turn) => {
        heard.push(transcript(turn));
        return [say('second row.')];
      }) satisfies Responder,
    };
    const { time, socket, live$, types, restored, connected, changes, ends, ask } = setUp(a, b, {
      session: { output_modalities: ['text'], tools },
    });
    live$.subscribe((event) => {
      if (event.type !== 'response.function_call_arguments.done') return;
      runs.push(event.call_id);
      socket.next(conversationItemCreate(functionCallOutput(event.call_id, 'seat 12')));
    });
    let calls = 0;
    live$.subscribe((event) => {
      if (event.type === 'response.done' && calls++ === 0) socket.next(responseCreate());
    });
    ask('Book a seat.');
    time.advanceTo(5_000);
    expect(runs).toHaveLength(1);
    expect(connected[0]).toBe('a1');
    expect(connected.at(-1)).toBe('b1');
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('Book a seat.');
    expect(heard[0]).toContain('seat 12');
    expect(heard[0]).toContain('You have');
    expect(changes).toMatchObject([
      { from: { url: 'wss://a' }, to: { url: 'ws://b' }, error: { code: 'http_503' } },
    ]);
    expect(restored).toMatchObject([
      { handover: { reason: 'lost', isQuiet: false, gapMs: 10, endpoint: 1, missing: [], leftOut: [] } },
    ]);
    expect(types.filter((type) => type === 'response.done')).toHaveLength(2);
    expect(types).not.toContain('error');
    expect(ends).toEqual([]);
  });

  it('asks for the settings of each endpoint, and numbers the connections of all', () => {
    const { time, asked } = setUp({ faults: [unreachable(1)] });
    time.advanceTo(1_000);
    expect(asked).toEqual(['wss://a 1', 'ws://b 2']);
  });

  it('shows nobody a key', () => {
    const { time, changes } = setUp({ faults: [unreachable(1)] });
    time.advanceTo(1_000);
    expect(changes).toHaveLength(1);
    expect(inspect(changes, { depth: 10 })).not.toContain('a-key');
  });

  it('leaves an endpoint that refuses for good', () => {
    const { time, socket, types, ends, changes, ask } = setUp({ apiKey: 'another-key' });
    ask('Hello?');
    time.advanceTo(2_000);
    expect(changes).toMatchObject([{ error: { code: 'invalid_api_key', retriable: false } }]);
    expect(types).toContain('response.done');
    expect(ends).toEqual([]);
    socket.complete();
  });

  it('ends when all refuse for good', () => {
    const { time, ends, changes } = setUp({ apiKey: 'another-key' }, { apiKey: 'a-third-key' });
    time.advanceTo(10_000);
    expect(changes).toHaveLength(1);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toContain('closed the connection with 3000');
  });

  it('goes around while none can be reached, with waits that grow', () => {
    const faults = [1, 2, 3].map(unreachable);
    const { time, types, changes, asked } = setUp({ faults }, { faults });
    time.advanceTo(19);
    expect(asked.length).toBeLessThan(4);
    time.advanceTo(10_000);
    expect(changes).toHaveLength(6);
    expect(types).toEqual(['session.created', 'session.updated']);
  });

  it('opens a session that has lasted where it was', () => {
    const faults = [{ at: { connection: 1, timeMs: 60_000 }, do: 'drop' } as const];
    const { time, connected } = setUp({ faults });
    time.advanceTo(70_000);
    expect(connected).toEqual(['a1', 'a2']);
  });

  it('leaves an endpoint that accepts and hangs up', () => {
    const faults = [{ at: { event: 'session.created' }, do: 'drop' } as const];
    const { time, connected, types } = setUp({ faults });
    time.advanceTo(10_000);
    expect(connected.at(-1)).toBe('b1');
    expect(types).toContain('session.created');
  });

  it('says what the next server cannot do before it is asked, and works round it', () => {
    const capabilities = { soundOut: false, turnDetection: false, truncation: false } as const;
    const audio = { input: { turn_detection: { type: 'server_vad' } }, output: { voice: 'marin' } } as const;
    const { time, restored, changes, types, ends } = setUp(
      { faults: [{ at: { connection: 1, timeMs: 2_000 }, do: 'drop' }, unreachable(2)] },
      { dialect: { capabilities } },
      { session: { output_modalities: ['audio'], audio } },
    );
    time.advanceTo(5_000);
    const missing = ['soundOut', 'turnDetection', 'truncation'];
    expect(changes).toMatchObject([{ missing }]);
    expect(restored).toMatchObject([
      {
        session: { output_modalities: ['text'] },
        handover: { missing, leftOut: ['audio.input.turn_detection', 'output_modalities', 'audio.output'] },
      },
    ]);
    expect(types).not.toContain('error');
    expect(ends).toEqual([]);
  });

  it('cuts what was not heard by giving it anew where the server cannot cut', () => {
    const known: string[] = [];
    const responder: Responder = (turn) => {
      known.push(transcript(turn));
      return [say('One two three four five six seven eight.')];
    };
    const { time, socket, live$, types, ask } = setUp(
      { faults: [unreachable(1)] },
      { dialect: { capabilities: { truncation: false } }, responder },
      { session: { output_modalities: ['audio'] } },
    );
    live$.subscribe((event) => {
      if (event.type !== 'response.output_item.done' || event.item.type !== 'message' || known.length > 1)
        return;
      const { id: itemId } = event.item;
      socket.next({
        type: 'conversation.item.truncate',
        item_id: itemId ?? '',
        content_index: 0,
        audio_end_ms: 500,
      });
    });
    ask('Count.');
    time.advanceTo(5_000);
    ask('Where were you?');
    time.advanceTo(10_000);
    expect(known).toHaveLength(2);
    expect(known[1]).toContain('One');
    expect(known[1]).not.toContain('eight');
    expect(types).not.toContain('error');
  });

  it('stays where it is when the first can be reached again', () => {
    const { time, connected } = setUp(
      { faults: [unreachable(1)], timing: { sessionMs: 120_000 } },
      { timing: { sessionMs: 120_000 } },
    );
    time.advanceTo(70_000);
    expect(connected.slice(-2)).toEqual(['b1', 'b2']);
  });

  it('goes back by a rotation where that is wished for', () => {
    const { time, connected, restored, changes } = setUp(
      { faults: [unreachable(1)] },
      { timing: { sessionMs: 120_000 } },
      { failover: { failBack: true } },
    );
    time.advanceTo(62_000);
    expect(connected.at(-1)).toMatch(/^a/);
    expect(restored).toMatchObject([{ handover: { reason: 'expiry', isQuiet: true, endpoint: 0 } }]);
    expect(changes).toHaveLength(1);
  });

  it('rotates where it is when it cannot go back', () => {
    const timing = { sessionMs: 120_000 };
    const { time, connected, restored } = setUp(
      { faults: [unreachable(1), unreachable(2)], timing },
      { timing },
      { failover: { failBack: true } },
    );
    time.advanceTo(62_000);
    expect(connected.slice(-2)).toEqual(['b1', 'b2']);
    expect(restored).toMatchObject([{ handover: { reason: 'expiry', isQuiet: true, endpoint: 1 } }]);
  });

  it('needs an endpoint', () => {
    expect(() => durableSocket({ endpoints: [] })).toThrow('expected an endpoint');
  });
});

describe('a 1000 of the server', () => {
  const faults = [
    { at: { connection: 1, event: 'response.output_text.delta' }, do: 'close', code: 1000 } as const,
  ];
  const only = { faults, responder: (() => [say('Yes.')]) satisfies Responder };
  const setUpOne = (reconnectOn1000: boolean) => {
    const time = virtualTime();
    const { WebSocket } = createSimulator({ scheduler: time, voice: noiseVoice(), ...only });
    const socket = durableSocket({
      url: 'ws://simulator',
      model: 'gpt-realtime-2.1',
      WebSocketCtor: WebSocket,
      scheduler: time,
      session: { output_modalities: ['text'] },
      retry: { firstMs: 1 },
      reconnectOn1000,
    });
    const types: string[] = [];
    socket.subscribe({ next: ({ type }) => types.push(type), complete: () => types.push('complete') });
    socket.next(conversationItemCreate(userText('Hello?')));
    socket.next(responseCreate());
    time.advanceTo(5_000);
    return { types, socket, time };
  };

  it('is the end', () => {
    expect(setUpOne(false).types.slice(-2)).toEqual(['connection.lost', 'complete']);
  });

  it('is a lost connection in the middle of an answer, where that is wished for', () => {
    const { types, socket, time } = setUpOne(true);
    expect(types).toContain('connection.restored');
    expect(types.at(-1)).toBe('rate_limits.updated');
    socket.complete();
    time.advanceTo(7_000);
    expect(time.pending).toBe(0);
  });

  it('is not needed by who has completed a socket: it is sealed', () => {
    const { socket, time, types } = setUpOne(true);
    socket.complete();
    time.advanceTo(7_000);
    expect(types.at(-1)).toBe('complete');
    const ends: string[] = [];
    socket.subscribe({ complete: () => ends.push('complete') });
    time.advanceTo(8_000);
    expect(ends).toEqual(['complete']);
    expect(time.pending).toBe(0);
  });
});
