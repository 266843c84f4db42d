import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { createSimulator } from '../src/createSimulator.ts';
import type { Fault } from '../src/faults/fault.ts';
import { parseRecording } from '../src/recording/parseRecording.ts';
import { recordLines } from '../src/recording/recordLines.ts';
import type { Recording } from '../src/recording/recording.ts';
import { say } from '../src/script/reply.ts';
import type { SimulatorConfig } from '../src/simulator.ts';

type Step = readonly [ms: number, frame: string | Uint8Array<ArrayBuffer>];

const clear = JSON.stringify({ type: 'input_audio_buffer.clear' });
const respond = JSON.stringify({ type: 'response.create', response: { output_modalities: ['text'] } });

/** What a client sees that sends these frames, how its connection ends, and what was recorded. */
const hold = (config: SimulatorConfig, steps: readonly Step[], closesAtMs?: number) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, responder: () => [say('One two three.')], ...config });
  let text = '';
  simulator.wire$.pipe(recordLines()).subscribe((line) => (text += line));
  const seen: unknown[] = [];
  const times: number[] = [];
  let end: readonly [number, string, number] | undefined;
  const socket = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => {
    const isText = typeof data === 'string';
    seen.push(isText ? data : new Uint8Array(data as ArrayBuffer));
    times.push(scheduler.now());
  };
  socket.onclose = ({ code, reason }) => {
    end = [code, reason, scheduler.now()];
  };
  for (const [ms, frame] of steps) scheduler.schedule(() => socket.send(frame), ms);
  if (closesAtMs !== undefined) scheduler.schedule(() => socket.close(4_001, 'enough'), closesAtMs);
  scheduler.flush();
  return { seen, times, end, recording: parseRecording(text) };
};

const kinds = (recording: Recording): readonly string[] =>
  recording.map(
    ({ from, event, frame, close }) =>
      `${from} ${event ? String(event['type']) : frame === undefined ? `close ${close.code}` : 'frame'}`,
  );

describe('a recording', () => {
  it('has frames that are no events, and the close, of the client', () => {
    const { recording } = hold(
      {},
      [
        [100, '{"type":'],
        [200, Uint8Array.of(1, 2, 3)],
        [300, clear],
      ],
      400,
    );
    expect(kinds(recording)).toEqual([
      'server session.created',
      'client frame',
      'server error',
      'client frame',
      'server error',
      'client input_audio_buffer.clear',
      'server input_audio_buffer.cleared',
      'client close 4001',
    ]);
    expect(recording[1]).toEqual({ connection: 1, from: 'client', timeMs: 100, frame: '{"type":' });
    expect(recording[3]).toEqual({ connection: 1, from: 'client', timeMs: 200, frame: { base64: 'AQID' } });
    expect(recording.at(-1)).toEqual({
      connection: 1,
      from: 'client',
      timeMs: 400,
      close: { code: 4_001, reason: 'enough' },
    });
  });

  it.each<[string, Fault, number | null]>([
    ['a close', { at: { timeMs: 50 }, do: 'close', code: 1013, reason: 'later' }, 1013],
    ['a broken line', { at: { timeMs: 50 }, do: 'reset' }, null],
    ['half a frame', { at: { event: 'session.created' }, do: 'cutFrame', bytes: 9 }, null],
  ])('has %s of the server', (_what, fault, code) => {
    expect(hold({ faults: [fault] }, []).recording.at(-1)).toMatchObject({ from: 'server', close: { code } });
  });

  it('tells nothing of the end that is made by stopping the simulator, and events only in events$', () => {
    const scheduler = new VirtualTimeScheduler();
    const { events$, wire$, WebSocket } = createSimulator({ scheduler });
    const counts = { events: 0, wire: 0 };
    events$.subscribe(() => (counts.events += 1));
    wire$.subscribe(() => (counts.wire += 1));
    const socket = new WebSocket('ws://simulator?model=gpt-realtime');
    socket.onopen = () => socket.close();
    scheduler.flush();
    expect(counts).toEqual({ events: 1, wire: 2 });
  });
});

describe('a replay', () => {
  it('ends as the recorded session ended: 1001 after its time', () => {
    const first = hold({ timing: { sessionMs: 5_000 } }, [[100, respond]]);
    expect(first.end).toEqual([1001, 'Your session hit the maximum duration of 60 minutes.', 5_000]);
    const again = hold({ replay: first.recording }, [[100, respond]]);
    expect([again.seen, again.times, again.end]).toEqual([first.seen, first.times, first.end]);
  });

  it.each<Fault>([
    { at: { event: 'response.done' }, do: 'reset' },
    { at: { event: 'response.done' }, do: 'badJson' },
    { at: { event: 'response.done' }, do: 'binary' },
    { at: { event: 'response.done' }, do: 'frame', text: '[]' },
  ])('breaks off or garbles where the recorded line did: $do', (fault) => {
    const first = hold({ faults: [fault] }, [[100, respond]], 9_000);
    const again = hold({ replay: first.recording }, [[100, respond]], 9_000);
    expect([again.seen, again.end]).toEqual([first.seen, first.end]);
  });

  it('waits for a frame that is no event as for an event', () => {
    const { recording } = hold(
      {},
      [
        [100, 'nonsense'],
        [200, clear],
      ],
      400,
    );
    const { times } = hold(
      { replay: recording },
      [
        [1_000, 'other nonsense'],
        [7_000, clear],
      ],
      8_000,
    );
    expect(times).toEqual([0, 1_000, 7_000]);
  });

  it.each([
    [2, [0, 100, 175]],
    [0.5, [0, 100, 400]],
    [Infinity, [0, 100, 100]],
  ])('at replaySpeed %d keeps the order and waits for the client', (replaySpeed, expected) => {
    const { recording } = hold({ timing: { firstItemMs: 150, textDeltaMs: 10 } }, [[100, respond]], 9_000);
    const fast = hold({ replay: recording, timing: { replaySpeed } }, [[100, respond]], 9_000);
    const slow = hold({ replay: recording }, [[100, respond]], 9_000);
    expect(fast.seen).toEqual(slow.seen);
    // session.created, response.created, the first item
    expect(fast.times.slice(0, 3)).toEqual(expected);
  });

  it('takes no time at all at replaySpeed Infinity, however long it is', () => {
    const event = { type: 'response.output_text.delta', delta: 'a' };
    const long = Array.from({ length: 20_000 }, (_, index) => ({
      connection: 1,
      from: 'server' as const,
      timeMs: index * 1_000,
      event,
    }));
    const { seen, times } = hold({ replay: long, timing: { replaySpeed: Infinity } }, [], 1_000);
    expect([seen.length, times.at(-1)]).toEqual([20_000, 0]);
  });

  it.each([0, -1, NaN])('at replaySpeed %d is refused', (replaySpeed) => {
    expect(() => createSimulator({ timing: { replaySpeed } })).toThrow(
      new RangeError('timing.replaySpeed must be above 0'),
    );
  });

  it('of a recording that knows no closes stays open', () => {
    const old = parseRecording(
      '{"connection":1,"from":"server","timeMs":3,"event":{"type":"session.created"}}\n',
    );
    expect(hold({ replay: old }, [], 60_000).end).toEqual([4_001, 'enough', 60_000]);
  });
});

describe('parseRecording', () => {
  it.each([
    '{"connection":1,"from":"client","timeMs":1,"frame":5}',
    '{"connection":1,"from":"client","timeMs":1,"frame":{"base64":"%"}}',
    '{"connection":1,"from":"client","timeMs":1,"close":{"code":"x","reason":""}}',
    '{"connection":1,"from":"client","timeMs":1}',
  ])('refuses %s', (line) => {
    expect(() => parseRecording(line)).toThrow(SyntaxError);
  });
});
