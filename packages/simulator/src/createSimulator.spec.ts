import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { VirtualTimeScheduler, filter, map, mergeMap, take } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { webSocket } from 'rxjs/webSocket';
import type { WebSocketSubjectConfig } from 'rxjs/webSocket';
import { offences } from '../spec/support/schema.ts';
import type { Received } from '../spec/support/client.ts';
import { appends, sound } from '../spec/support/client.ts';
import { createSimulator } from './createSimulator.ts';
import type { Fault } from './faults/fault.ts';
import { noiseVoice } from './voices/noiseVoice.ts';
import { call, fail, say, wait } from './script/reply.ts';
import type { Responder } from './script/responder.ts';
import type { SimulatorConfig } from './simulator.ts';

const speech = (text: string): Int16Array => {
  const pcm = noiseVoice().speak(text);
  return pcm instanceof Promise ? new Int16Array(0) : pcm;
};

/** A client of plain rxjs under virtual time; `send` schedules an event, `run` lets all time pass. */
const converse = (config: SimulatorConfig = {}) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, ...config });
  const received: (Received & { readonly atMs: number })[] = [];
  let ended: unknown;
  const socket = webSocket<object>({
    url: 'ws://simulator?model=gpt-realtime',
    WebSocketCtor: simulator.WebSocket,
  });
  socket.subscribe({
    next: (event) => received.push({ ...(event as Received), atMs: scheduler.now() }),
    error: (error: unknown) => (ended = error),
    complete: () => (ended = 'complete'),
  });
  return {
    simulator,
    scheduler,
    socket,
    received,
    ended: () => ended,
    at: (ms: number, work: () => void) => scheduler.schedule(work, ms),
    speak: (ms: number, pcm: Int16Array) => {
      appends(pcm).forEach((event, index) => scheduler.schedule(() => socket.next(event), ms + index * 40));
    },
    run: () => scheduler.flush(),
    types: () => received.map(({ type }) => type),
  };
};

const hour = 3_600_000;

describe('createSimulator', () => {
  it('holds three turns an hour apart and a barge-in, in virtual time', () => {
    const lines = ['Tell me a story.', 'Another one, please.', 'Stop, that is enough.'];
    const story =
      'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';
    const session = converse({
      timing: { sessionMs: 4 * hour, audioSpeed: 1 },
      transcribe: ({ index }) => lines[index],
      responder: ({ transcript }) => [say(transcript === lines[2] ? 'As you like.' : story)],
    });
    const turn = (index: number): Int16Array => sound(300, speech(lines[index] ?? ''), 400);
    session.speak(0, turn(0));
    session.speak(hour, turn(1));
    session.speak(hour + 4_000, turn(2));
    session.at(3 * hour, () => session.socket.complete());
    session.run();
    expect(session.received.flatMap((event) => offences(event))).toEqual([]);
    const done = session.received.filter(({ type }) => type === 'response.done');
    expect(done.map(({ response }) => response.status)).toEqual(['completed', 'cancelled', 'completed']);
    const starts = session.received.filter(({ type }) => type === 'input_audio_buffer.speech_started');
    expect(starts.map(({ atMs }) => Math.round(atMs / 1_000))).toEqual([0, 3600, 3604]);
    expect(session.ended()).toBe('complete');
  });

  it('interrupts the assistant when the user speaks, and tells it in the order of the service', () => {
    const session = converse({
      timing: { audioSpeed: 1, rateLimitsMs: 1 },
      responder: ({ index }) => [say(index === 0 ? 'word '.repeat(60) : 'Yes.')],
    });
    session.speak(500, sound(speech('Tell me everything.'), 300));
    session.speak(4_000, sound(300, speech('Wait a moment please.'), 300));
    session.at(20_000, () => session.socket.complete());
    session.run();
    const types = session.types();
    const second = types.lastIndexOf('input_audio_buffer.speech_started');
    expect(types.slice(second, second + 12)).toEqual([
      'input_audio_buffer.speech_started',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
      'response.done',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
    ]);
    const cancelled = session.received[second + 6];
    expect(cancelled?.response).toMatchObject({
      status: 'cancelled',
      status_details: { type: 'cancelled', reason: 'turn_detected' },
      output: [{ status: 'incomplete' }],
    });
    expect(cancelled?.response.usage.input_tokens).toBeGreaterThan(0);
    expect(session.received.flatMap((event) => offences(event))).toEqual([]);
  });

  it('sends the same frames for the same seed, other frames for another', () => {
    const frames = (seed: number): string => {
      const session = converse({ seed });
      session.at(10, () => session.socket.next({ type: 'response.create' }));
      session.at(5_000, () => session.socket.complete());
      session.run();
      return JSON.stringify(session.received);
    };
    expect(frames(1)).toBe(frames(1));
    expect(frames(1)).not.toBe(frames(2));
  });

  it('ends a session after its time with session_expired and 1001', () => {
    const session = converse();
    session.run();
    const last = session.received.at(-1);
    expect(last).toMatchObject({ type: 'error', atMs: hour, error: { code: 'session_expired' } });
  });

  it('brings a delayed event late, and others overtake it', () => {
    const faults = [{ at: { event: 'response.created' }, do: 'delay', ms: 200 }] as const;
    const session = converse({ faults, responder: () => [say('Hello.')] });
    session.at(10, () => session.socket.next({ type: 'response.create' }));
    session.at(5_000, () => session.socket.complete());
    session.run();
    const at = (type: string) => session.received.find((event) => event.type === type)?.atMs;
    expect(at('response.created')).toBe(210);
    expect(at('response.output_item.added')).toBe(160);
  });

  it('shows a refused upgrade and a half-open line to clients that know ws', () => {
    const { scheduler, simulator } = converse({
      faults: [
        { at: { connection: 2 }, do: 'httpStatus', status: 503, headers: { 'retry-after': '2' } },
        { at: { connection: 3, timeMs: 5_000 }, do: 'stall' },
      ],
    });
    const statuses: number[] = [];
    const pongs: number[] = [];
    scheduler.schedule(() => {
      const refused = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
      refused.on('unexpected-response', (_request, { statusCode }) => statuses.push(statusCode));
      const stalled = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
      stalled.on('pong', () => pongs.push(scheduler.now()));
      for (const ms of [1_000, 10_000]) scheduler.schedule(() => stalled.ping(), ms);
      scheduler.schedule(() => stalled.terminate(), 20_000);
    }, 100);
    scheduler.flush();
    expect(statuses).toEqual([503]);
    expect(pongs).toEqual([1_100]);
  });

  it('takes what the client sends no faster than a slow line does', () => {
    const { scheduler, simulator, at } = converse({
      faults: [{ at: { event: 'session.created' }, do: 'slowUplink', bytesPerSecond: 1_000 }],
    });
    const waiting: number[] = [];
    const cleared: number[] = [];
    const socket = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
    socket.onmessage = ({ data }) => {
      if ((JSON.parse(data as string) as Received).type === 'input_audio_buffer.cleared')
        cleared.push(scheduler.now());
    };
    const event = '{"type":"input_audio_buffer.clear"}'.padEnd(500);
    at(1_000, () => [1, 2, 3].forEach(() => socket.send(event)));
    for (const ms of [1_000, 1_600, 3_000]) at(ms, () => waiting.push(socket.bufferedAmount));
    at(5_000, () => socket.close());
    scheduler.flush();
    expect(cleared).toEqual([1_500, 2_000, 2_500]);
    expect(waiting).toEqual([1_500, 1_000, 0]);
  });

  it('is a marble test', () => {
    const testScheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    testScheduler.run(({ expectObservable, hot }) => {
      const { WebSocket } = createSimulator({
        scheduler: testScheduler,
        responder: () => [say('Hi.')],
        timing: { firstItemMs: 10, textDeltaMs: 1, rateLimitsMs: 5 },
      });
      const socket = webSocket<{ type: string }>({
        url: 'ws://simulator?model=gpt-realtime',
        WebSocketCtor: WebSocket,
      });
      const client$ = hot('100ms r', {
        r: { type: 'response.create', response: { output_modalities: ['text'] } },
      });
      client$.subscribe((event) => socket.next(event));
      const milestones$ = socket.pipe(
        map(({ type }) => type.replace(/^.*[._]/, '')),
        filter((type) => ['created', 'delta', 'updated'].includes(type)),
        take(4),
      );
      expectObservable(milestones$).toBe('s 99ms c 9ms d 4ms (u|)', {
        s: 'created',
        c: 'created',
        d: 'delta',
        u: 'updated',
      });
    });
  });

  it('tells how each connection ended, and by whom', () => {
    const session = converse();
    const ends: unknown[] = [];
    session.simulator.connections$
      .pipe(mergeMap(({ connection, closed$ }) => closed$.pipe(map((end) => ({ connection, ...end })))))
      .subscribe((end) => ends.push(end));
    session.at(10, () => session.socket.complete());
    const open = () => new session.simulator.WebSocket('ws://simulator?model=gpt-realtime');
    session.at(20, () => {
      const socket = open();
      socket.onopen = () => socket.terminate();
    });
    session.at(30, () => {
      const socket = open();
      socket.onopen = () => socket.close(4_321, 'enough');
    });
    session.at(40, () => void open());
    session.run();
    expect(ends).toEqual([
      { connection: 1, by: 'client', code: 1000, reason: '' },
      { connection: 2, by: 'client', code: null, reason: '' },
      { connection: 3, by: 'client', code: 4_321, reason: 'enough' },
      { connection: 4, by: 'server', code: 1001, reason: expect.stringContaining('60 minutes') },
    ]);
  });

  it('leaves nothing scheduled once its sockets are closed', () => {
    const session = converse({ responder: () => [wait(10 * hour)] });
    session.at(10, () => session.socket.next({ type: 'response.create' }));
    session.at(1_000, () => session.socket.complete());
    session.run();
    expect(session.scheduler.now()).toBeLessThan(2_000);
    expect(session.ended()).toBe('complete');
  });
});

describe('createSimulator: types', () => {
  it("fits wherever a browser's WebSocket or its constructor is asked for", () => {
    const { WebSocket } = createSimulator();
    expectTypeOf<InstanceType<typeof WebSocket>>().toExtend<globalThis.WebSocket>();
    expectTypeOf(WebSocket).toExtend<NonNullable<WebSocketSubjectConfig<object>['WebSocketCtor']>>();
  });

  it("fits wherever the platform's fetch is asked for", () => {
    const { fetch } = createSimulator();
    expectTypeOf(fetch).toExtend<typeof globalThis.fetch>();
  });

  it('takes replies in any form that RxJS takes', () => {
    expectTypeOf(() => [say('a'), call('f'), wait(1), fail()]).toExtend<Responder>();
    expectTypeOf(async () => [say('a')]).toExtend<Responder>();
    expectTypeOf(() => [{ text: 'a' }]).not.toExtend<Responder>();
  });

  it('takes a fault with the fields of what it does', () => {
    expectTypeOf<{ do: 'close'; code: number }>().toExtend<Fault>();
    expectTypeOf<{ do: 'httpStatus'; status: number }>().toExtend<Fault>();
    expectTypeOf<{ do: 'httpStatus' }>().not.toExtend<Fault>();
    expectTypeOf<{ do: 'explode' }>().not.toExtend<Fault>();
  });

  it('takes a fault where it can strike: at events, at a time, at responses or at connections', () => {
    expectTypeOf<{ at: { timeMs: number }; do: 'stall' }>().toExtend<Fault>();
    expectTypeOf<{ at: { from: 'client'; count: number }; do: 'duplicate' }>().toExtend<Fault>();
    expectTypeOf<{ at: { timeMs: number }; do: 'duplicate' }>().not.toExtend<Fault>();
    expectTypeOf<{ at: { timeMs: number; count: number }; do: 'reset' }>().not.toExtend<Fault>();
    expectTypeOf<{ at: { from: 'client' }; do: 'cutFrame'; bytes: number }>().not.toExtend<Fault>();
    expectTypeOf<{ at: { timeMs: number }; do: 'failResponse' }>().not.toExtend<Fault>();
    expectTypeOf<{ at: { count: number }; do: 'noAnswer' }>().not.toExtend<Fault>();
  });
});
