import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { VirtualTimeScheduler, of, toArray } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { createSimulator } from '../createSimulator.ts';
import { dialogueFromRecording } from './dialogueFromRecording.ts';
import { parseRecording } from './parseRecording.ts';
import { recordLines } from './recordLines.ts';
import type { Recorded } from './recorded.ts';
import type { Recording } from './recording.ts';
import { call, fail, say } from '../script/reply.ts';
import type { SimulatorConfig } from '../simulator.ts';

interface Seen {
  readonly type: string;
  readonly atMs: number;
  readonly [field: string]: unknown;
}

/** Holds a conversation of two responses in virtual time; returns what the client saw and what was recorded. */
const hold = (config: SimulatorConfig, client: readonly (readonly [number, object])[]) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, ...config });
  let text = '';
  simulator.events$.pipe(recordLines()).subscribe((line) => (text += line));
  const seen: Seen[] = [];
  const socket = webSocket<object>({
    url: 'ws://simulator?model=gpt-realtime',
    WebSocketCtor: simulator.WebSocket,
  });
  socket.subscribe((event) => seen.push({ ...(event as Seen), atMs: scheduler.now() }));
  for (const [ms, event] of client) scheduler.schedule(() => socket.next(event), ms);
  scheduler.schedule(() => socket.complete(), 60_000);
  scheduler.flush();
  return { seen, recording: parseRecording(text) };
};

const written = { output_modalities: ['text'] };
const client = [
  [100, { type: 'response.create', response: written }],
  [5_000, { type: 'input_audio_buffer.append', audio: Buffer.alloc(9_600).toString('base64') }],
  [6_000, { type: 'response.create', response: written }],
] as const;
const responder = ({ index }: { index: number }) =>
  index === 0 ? [say('Hello!')] : [call('f', { a: 1 }), fail()];

describe('recordLines and parseRecording', () => {
  it('agree', () => {
    const { recording } = hold({ responder }, client);
    const lines: string[] = [];
    of(...recording)
      .pipe(recordLines(), toArray())
      .subscribe((all) => lines.push(...all));
    expect(parseRecording(lines.join(''))).toEqual(recording);
    expect(recording.filter(({ from }) => from === 'client')).toHaveLength(3);
  });

  it('name the line that is no event', () => {
    const good = '{"connection":1,"from":"server","timeMs":1,"event":{}}';
    for (const bad of ['nonsense', '[]', '{"connection":1,"from":"nobody","timeMs":1,"event":{}}']) {
      expect(() => parseRecording(`${good}\n\n${bad}\n`)).toThrow(
        'Line 3 of the recording: expected {connection, from, timeMs, event} as JSON, or frame or close for event.',
      );
    }
  });
});

describe('replay', () => {
  const { seen, recording } = hold({ responder }, client);

  it('gives the same client the same events at the same times', () => {
    expect(hold({ replay: recording }, client).seen).toEqual(seen);
  });

  it('waits for a client that takes its time, but not for its sound', () => {
    const slow = [
      [30_000, { type: 'response.create' }],
      [40_000, { type: 'response.create' }],
    ] as const;
    const replayed = hold({ replay: recording }, slow).seen;
    expect(replayed.map(({ type }) => type)).toEqual(seen.map(({ type }) => type));
    expect(replayed.filter(({ type }) => type === 'response.created').map(({ atMs }) => atMs)).toEqual([
      30_000, 40_000,
    ]);
  });

  it('gives later connections their own part, and then the last again', () => {
    const both: Recording = [
      { connection: 1, from: 'server', timeMs: 0, event: { type: 'first' } },
      { connection: 2, from: 'server', timeMs: 0, event: { type: 'second' } },
    ];
    const scheduler = new VirtualTimeScheduler();
    const { WebSocket } = createSimulator({ scheduler, replay: both });
    const types: unknown[] = [];
    for (let count = 0; count < 3; count++) {
      const socket = new WebSocket('ws://simulator?model=gpt-realtime');
      socket.onmessage = ({ data }) => types.push((JSON.parse(data as string) as Seen).type);
    }
    scheduler.flush();
    expect(types).toEqual(['first', 'second', 'second']);
  });
});

describe('dialogueFromRecording', () => {
  const outcome = (seen: readonly Seen[]) =>
    seen
      .filter(({ type }) => type === 'response.done')
      .map(({ response }) => response as { status: string; output: readonly Record<string, unknown>[] })
      .map(({ status, output }) => [status, output.map(({ name, content }) => name ?? content)]);

  it('says and calls again what was said and called', () => {
    const { seen, recording } = hold({ responder }, client);
    expect(outcome(hold(dialogueFromRecording(recording), client).seen)).toEqual(outcome(seen));
  });

  it('understands again what was understood', () => {
    const committed = (item_id: string) => ({ type: 'input_audio_buffer.committed', item_id });
    const completed = (item_id: string, transcript: string) => ({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id,
      transcript,
    });
    const events = [committed('a'), committed('b'), completed('b', 'Second.'), completed('a', 'First.')];
    const { transcribe } = dialogueFromRecording(
      events.map((event, timeMs) => ({ connection: 1, from: 'server' as const, timeMs, event })),
    );
    const info = { pcm: new Int16Array(0), sampleRateHz: 24_000, durationMs: 0, itemId: '' };
    expect([0, 1, 2].map((index) => transcribe({ ...info, index }))).toEqual([
      'First.',
      'Second.',
      undefined,
    ]);
  });
});

describe('recordLines', () => {
  const entry = { connection: 1, from: 'server', timeMs: 3, event: { type: 'session.created' } } as const;
  const line = `${JSON.stringify(entry)}\n`;
  itHasALifeCycle<Recorded>({
    operator: () => recordLines(),
    values: { a: entry, b: { ...entry, timeMs: 4 } },
    results: { x: line, y: line.replace('"timeMs":3', '"timeMs":4') },
    one: ['--a-', '--x-'],
    many: ['-a-b--a-', '-x-y--x-'],
  });

  it('ends with an error at an event that JSON cannot carry', () => {
    const ends: unknown[] = [];
    of({ ...entry, event: { type: 'session.created', n: 1n } })
      .pipe(recordLines())
      .subscribe({ error: (error: unknown) => ends.push(error) });
    expect(ends).toEqual([expect.any(TypeError)]);
  });
});
