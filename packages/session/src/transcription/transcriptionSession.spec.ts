import { describe, expect, it } from '@jest/globals';
import { realtimeSocket } from '@rx-realtime/connection';
import { createSimulator, noiseVoice, simulatedUser, virtualTime } from '@rx-realtime/simulator';
import type { Fault, Said, SimulatorConfig, Utterance } from '@rx-realtime/simulator';
import { EMPTY, from, NEVER, Subject, takeUntil, throwError, timer } from 'rxjs';
import type { SessionError } from '../session/sessionError.ts';
import { toSrt } from './toSrt.ts';
import type { Transcript } from './transcript.ts';
import type { TranscriptionConfig } from './transcriptionConfig.ts';
import type { TranscriptLine } from './transcriptLine.ts';
import { transcriptionSession } from './transcriptionSession.ts';
import { completions } from '../../test/completions.ts';
import { passing } from '../../test/passing.ts';

const transcription = { model: 'gpt-4o-mini-transcribe' };
const turnsOfThree: readonly Utterance[] = [
  { atMs: 1_000, text: 'Good morning, everybody.' },
  { atMs: 5_000, text: 'We have three things to talk about today.' },
  { atMs: 12_000, text: 'The first one is money.' },
];

interface PlayConfig extends Partial<Omit<TranscriptionConfig, 'socket' | 'scheduler'>> {
  readonly utterances?: readonly Utterance[];
  /** When the recording ends. */
  readonly lasting?: number;
  readonly faults?: readonly Fault[];
  readonly simulator?: SimulatorConfig;
}

const play = ({ utterances = [], lasting = 20_000, faults = [], simulator = {}, ...config }: PlayConfig) => {
  const time = virtualTime();
  const user = simulatedUser(utterances).enter(time);
  const said: Said[] = [];
  user.said$.subscribe((one) => said.push(one));
  const { WebSocket: WebSocketCtor, events$ } = createSimulator({
    scheduler: time,
    transcribe: user.transcribe,
    faults,
    ...simulator,
  });
  const spans: number[] = [];
  const sent: string[] = [];
  events$.subscribe(({ from: side, event }) => {
    if (side === 'client') sent.push(String(event['type']));
    for (const key of ['audio_start_ms', 'audio_end_ms']) if (key in event) spans.push(Number(event[key]));
  });
  const session = transcriptionSession({
    socket: (settings) =>
      realtimeSocket({
        url: 'ws://simulator',
        intent: 'transcription',
        WebSocketCtor,
        scheduler: time,
        session: settings,
      }),
    ears: user.microphone$.pipe(takeUntil(timer(lasting, time))),
    session: { audio: { input: { transcription } } },
    scheduler: time,
    ...config,
  });
  const history: (readonly TranscriptLine[])[] = [];
  const errors: SessionError[] = [];
  const transcripts: Transcript[] = [];
  const { completed, on } = completions();
  on('lines$', session.lines$, (lines) => history.push(lines));
  on('errors$', session.errors$, (error) => errors.push(error));
  on('transcript$', session.transcript$, (transcript) => transcripts.push(transcript));
  on('use$', session.use$);
  on('status$', session.status$);
  const pass = passing(time);
  return { session, time, said, spans, sent, history, errors, transcripts, completed, pass };
};

/** How long the voice takes for a text. */
const spokenMs = (text: string): number => {
  const pcm = noiseVoice().speak(text);
  return pcm instanceof Promise ? Number.NaN : pcm.length / 24;
};

describe('transcriptionSession', () => {
  it('makes a subtitle file of a recording of several turns, within 100 ms of what was said', async () => {
    const { session, said, history, errors, transcripts, completed, pass } = play({
      utterances: turnsOfThree,
    });
    session.connect();
    await pass(40_000);
    expect(errors).toEqual([]);
    expect(completed.sort()).toEqual(['errors$', 'lines$', 'status$', 'transcript$', 'use$']);
    const [{ lines, isComplete, use }] = transcripts as [Transcript];
    expect(isComplete).toBe(true);
    expect(lines.map(({ text, status }) => [text, status])).toEqual(
      turnsOfThree.map(({ text }) => [text, 'completed']),
    );
    const offsMs = said.flatMap(({ atMs, text }, index) => [
      Math.abs((lines[index]?.startMs ?? Infinity) - atMs),
      Math.abs((lines[index]?.endMs ?? Infinity) - atMs - spokenMs(text)),
    ]);
    expect(Math.max(...offsMs)).toBeLessThanOrEqual(100);
    expect(
      toSrt(lines)
        .split('\r\n')
        .filter((line) => /^\d+$/.test(line)),
    ).toEqual(['1', '2', '3']);
    expect(use.sentMinutes).toBeCloseTo(20_460 / 60_000, 6);
    expect(history.some((shown) => shown[0]?.status === 'partial' && shown[0].text !== '')).toBe(true);
  });

  it('waits for the last words of somebody who is cut off by the end', async () => {
    const { session, transcripts, sent, pass } = play({
      utterances: [{ atMs: 500, text: 'This goes on and on until the tape is out.' }],
      lasting: 2_500,
      endSilenceMs: 0,
      simulator: { transcribe: () => 'This goes on and' },
    });
    session.connect();
    await pass(10_000);
    expect(sent.filter((type) => type === 'input_audio_buffer.commit')).toHaveLength(1);
    const [{ lines, isComplete }] = transcripts as [Transcript];
    expect([isComplete, lines.length, lines[0]?.status]).toEqual([true, 1, 'completed']);
    expect(lines[0]?.text).toMatch(/^This goes on/);
    expect(lines[0]?.endMs).toBe(2_480);
  });

  it('leaves the silence at the end out', async () => {
    const { session, transcripts, pass } = play({
      utterances: turnsOfThree.slice(0, 1),
      simulator: { transcribe: () => 'Thank you for watching.' },
    });
    session.connect();
    await pass(30_000);
    expect(transcripts[0]?.lines).toHaveLength(1);
  });

  it('is in the order of what was said, not of what was written', async () => {
    const { session, transcripts, history, pass } = play({
      utterances: turnsOfThree,
      faults: [
        { at: { event: 'conversation.item.input_audio_transcription.completed' }, do: 'delay', ms: 8_000 },
      ],
    });
    session.connect();
    await pass(40_000);
    expect(history.some((lines) => lines[0]?.status === 'partial' && lines[1]?.status === 'completed')).toBe(
      true,
    );
    expect(transcripts[0]?.lines.map(({ text }) => text)).toEqual(turnsOfThree.map(({ text }) => text));
    expect(transcripts[0]?.isComplete).toBe(true);
  });

  it('counts the minutes of a model that counts minutes', async () => {
    const { session, transcripts, pass } = play({
      utterances: turnsOfThree,
      session: { audio: { input: { transcription: { model: 'whisper-1' } } } },
    });
    session.connect();
    await pass(40_000);
    const billed = transcripts[0]?.use.billedMinutes ?? 0;
    expect(billed).toBeGreaterThan(6 / 60);
    expect(billed).toBeLessThan(10 / 60);
  });

  it('takes lines from the client where nobody detects turns', async () => {
    const commit$ = new Subject<void>();
    const words = ['One.', 'Two.', 'Three.'];
    const { session, transcripts, pass } = play({
      utterances: turnsOfThree,
      session: {
        audio: { input: { transcription: { model: 'gpt-realtime-whisper' }, turn_detection: null } },
      },
      simulator: { transcribe: ({ index }) => words[index] },
      commit$,
    });
    session.connect();
    await pass(4_000);
    commit$.next();
    commit$.next(); // nothing was said since
    await pass(6_000);
    commit$.next();
    await pass(30_000);
    expect(transcripts[0]?.isComplete).toBe(true);
    expect(transcripts[0]?.lines.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
      [0, expect.closeTo(4_000, -2), 'One.'],
      [expect.closeTo(4_000, -2), expect.closeTo(10_000, -2), 'Two.'],
      [expect.closeTo(10_000, -2), expect.closeTo(20_000, -2), 'Three.'],
    ]);
  });

  it('ends when it is told to, and tells once', async () => {
    const { session, transcripts, pass } = play({ utterances: turnsOfThree, lasting: 1e9 });
    session.connect();
    expect(session.connect()).toBe(session.connect());
    await pass(4_000);
    const outcomes: Transcript[] = [];
    session.finish().subscribe((transcript) => outcomes.push(transcript));
    await pass(10_000);
    expect(outcomes.map(({ lines, isComplete }) => [lines.length, isComplete])).toEqual([[1, true]]);
    expect(transcripts).toEqual(outcomes);
  });

  it('does not wait for words for ever', async () => {
    const { session, transcripts, errors, pass } = play({
      utterances: turnsOfThree.slice(0, 1),
      lasting: 5_000,
      withinMs: 2_000,
      faults: [{ at: { event: 'conversation.item.input_audio_transcription.completed' }, do: 'lose' }],
    });
    session.connect();
    await pass(10_000);
    expect(transcripts.map(({ isComplete }) => isComplete)).toEqual([false]);
    expect(errors.map(({ code }) => code)).toEqual(['request_failed']);
  });

  it('keeps what it knows when the line drops, and says that it is not all', async () => {
    const { session, transcripts, errors, completed, pass } = play({
      utterances: turnsOfThree,
      faults: [{ at: { timeMs: 9_000 }, do: 'reset' }],
    });
    session.connect();
    await pass(30_000);
    expect(
      transcripts.map(({ lines, isComplete }) => [lines.map(({ status }) => status), isComplete]),
    ).toEqual([[['completed', 'completed'], false]]);
    expect(errors.map(({ code }) => code)).toEqual(['line_failed']);
    expect(completed).toContain('status$');
  });

  it('goes on to the end when the microphone fails', async () => {
    const time = virtualTime();
    const { session, transcripts, errors, pass } = play({
      ears: throwError(() => new Error('unplugged')),
    });
    session.connect();
    await pass(5_000);
    expect(errors.map(({ code }) => code)).toEqual(['ears_failed']);
    expect(transcripts.map(({ lines, isComplete }) => [lines.length, isComplete])).toEqual([[0, true]]);
    expect(time.pending).toBe(0);
  });

  it('is over at once when it is left', async () => {
    const { session, transcripts, completed, time, pass } = play({ utterances: turnsOfThree, ears: NEVER });
    const connection = session.connect();
    await pass(1_000);
    connection.unsubscribe();
    expect(transcripts.map(({ isComplete }) => isComplete)).toEqual([false]);
    await pass(5_000);
    expect(completed).toContain('status$');
    expect(time.pending).toBe(0);
  });

  it('writes down nothing where nothing is heard', async () => {
    const { session, transcripts, pass } = play({ ears: EMPTY });
    session.connect();
    await pass(5_000);
    expect(transcripts.map(({ lines, isComplete }) => [lines.length, isComplete])).toEqual([[0, true]]);
  });

  it('takes sound of any rate', async () => {
    const pcm = noiseVoice().speak('Good morning, everybody.');
    const blocks = pcm instanceof Promise ? [] : [{ pcm, sampleRateHz: 48_000 }];
    const { session, transcripts, pass } = play({
      ears: from(blocks),
      simulator: { transcribe: () => 'Good morning.' },
    });
    session.connect();
    await pass(5_000);
    expect(transcripts[0]?.lines.map(({ text }) => text)).toEqual(['Good morning.']);
    expect(transcripts[0]?.use.sentMinutes).toBeCloseTo((800 + 500) / 60_000, 6);
  });
});
