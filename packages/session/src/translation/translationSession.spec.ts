import { describe, expect, it } from '@jest/globals';
import { virtualPlayer } from '@rx-realtime/audio';
import { translationSocket } from '@rx-realtime/connection/translation';
import { createSimulator, simulatedUser, virtualTime } from '@rx-realtime/simulator';
import type { Fault, Utterance } from '@rx-realtime/simulator';
import { takeUntil, throwError, timer } from 'rxjs';
import type { TranslationOutcome, TranslationProblem } from './translation.ts';
import type { TranslationConfig } from './translationConfig.ts';
import { translationSession } from './translationSession.ts';
import { completions } from '../../test/completions.ts';
import { passing } from '../../test/passing.ts';

const utterances: readonly Utterance[] = [
  { atMs: 1_000, text: 'Good morning, everybody.' },
  { atMs: 5_000, text: 'We have three things to talk about today.' },
];

interface PlayConfig extends Partial<Omit<TranslationConfig, 'socket' | 'scheduler' | 'listeners'>> {
  readonly languages?: readonly string[];
  /** When the speaker goes. */
  readonly lasting?: number;
  readonly faults?: readonly Fault[];
  /** A language for which no line can be made. */
  readonly refused?: string;
}

const play = ({
  languages = ['da', 'fr'],
  lasting = 9_000,
  faults = [],
  refused,
  ...config
}: PlayConfig = {}) => {
  const time = virtualTime();
  const user = simulatedUser(utterances).enter(time);
  const { WebSocket: WebSocketCtor } = createSimulator({
    scheduler: time,
    transcribe: user.transcribe,
    faults,
  });
  const players = languages.map(() => virtualPlayer({ scheduler: time }));
  const heardAt = languages.map((): number[] => []);
  players.forEach((player, index) => player.heard$.subscribe(() => heardAt[index]?.push(time.now())));
  const translation = translationSession({
    socket: (session, language) => {
      if (language === refused) throw new Error('no such language');
      return translationSocket({
        url: 'ws://simulator/v1/realtime',
        model: 'gpt-realtime-translate',
        WebSocketCtor,
        scheduler: time,
        session,
      });
    },
    ears: user.microphone$.pipe(takeUntil(timer(lasting, time))),
    listeners: languages.map((language, index) => ({ language, mouth: players[index] })),
    scheduler: time,
    ...config,
  });
  const outcomes: (readonly TranslationOutcome[])[] = [];
  const problems: TranslationProblem[] = [];
  const { completed, on } = completions();
  on('outcome$', translation.outcome$, (outcome) => outcomes.push(outcome));
  on('errors$', translation.errors$, (problem) => problems.push(problem));
  const wordsAt = translation.listeners.map((): number[] => []);
  translation.listeners.forEach((listener, index) => {
    on(`${listener.language} words$`, listener.words$, () => wordsAt[index]?.push(time.now()));
    on(`${listener.language} sound$`, listener.sound$);
    on(`${listener.language} status$`, listener.status$);
  });
  const pass = passing(time);
  return { translation, time, outcomes, problems, completed, wordsAt, heardAt, pass };
};

const said = 'Good morning, everybody.We have three things to talk about today.';

describe('translationSession', () => {
  it('translates into two languages at once, until all was said and heard', async () => {
    const { translation, outcomes, problems, completed, pass, time } = play({
      session: { audio: { input: { transcription: { model: 'gpt-realtime-whisper' } } } },
    });
    translation.connect();
    await pass(40_000);
    expect(problems).toEqual([]);
    expect(outcomes).toHaveLength(1);
    expect(
      outcomes[0]?.map(({ language, words, isComplete }) => [
        language,
        words.source,
        words.translated,
        isComplete,
      ]),
    ).toEqual([
      ['da', said, '[da] Good morning, everybody.[da] We have three things to talk about today.', true],
      ['fr', said, '[fr] Good morning, everybody.[fr] We have three things to talk about today.', true],
    ]);
    expect(outcomes[0]?.every(({ heardMs }) => heardMs > 3_000)).toBe(true);
    expect(completed).toHaveLength(8);
    expect(time.pending).toBe(0);
  });

  it.each<[string, Fault]>([
    ['stalls', { at: { connection: 1, timeMs: 3_000 }, do: 'stall' }],
    ['is slow', { at: { connection: 1, timeMs: 500 }, do: 'dribble', bytes: 100, everyMs: 20 }],
    ['has dropped', { at: { connection: 1, timeMs: 3_000 }, do: 'reset' }],
    ['takes sound slowly', { at: { connection: 1, timeMs: 500 }, do: 'slowUplink', bytesPerSecond: 1_000 }],
  ])('delays no language where the line of another %s', async (_, fault) => {
    const alone = play();
    alone.translation.connect();
    await alone.pass(40_000);
    const { translation, wordsAt, heardAt, outcomes, pass } = play({ faults: [fault] });
    translation.connect();
    await pass(60_000);
    expect(wordsAt[1]).toEqual(alone.wordsAt[1]);
    expect(heardAt[1]).toEqual(alone.heardAt[1]);
    expect(outcomes[0]?.[1]?.isComplete).toBe(true);
  });

  it('says which language failed', async () => {
    const { translation, problems, outcomes, pass } = play({
      faults: [{ at: { connection: 1, timeMs: 4_500 }, do: 'reset' }],
    });
    translation.connect();
    await pass(40_000);
    expect(problems.map(({ language, error }) => [language, error.code])).toEqual([['da', 'line_failed']]);
    expect(outcomes[0]?.map(({ isComplete }) => isComplete)).toEqual([false, true]);
    expect(outcomes[0]?.[0]?.words.translated).toBe('[da] Good morning, everybody.');
  });

  it('finishes when it is told to', async () => {
    const { translation, outcomes, pass } = play({ lasting: 1e9 });
    translation.connect();
    await pass(7_000);
    const finished: (readonly TranslationOutcome[])[] = [];
    translation.finish().subscribe((outcome) => finished.push(outcome));
    await pass(20_000);
    expect(finished).toEqual(outcomes);
    expect(finished[0]?.map(({ isComplete }) => isComplete)).toEqual([true, true]);
    expect(finished[0]?.[0]?.words.translated).toMatch(/^\[da\] Good morning, everybody\./);
  });

  it('waits no longer than it was told to', async () => {
    const { translation, outcomes, pass } = play({
      withinMs: 3_000,
      faults: [{ at: { event: 'session.closed', connection: 2 }, do: 'stall' }],
    });
    translation.connect();
    await pass(13_000);
    expect(outcomes[0]?.map(({ isComplete }) => isComplete)).toEqual([true, false]);
  });

  it('ends in good order when the microphone fails', async () => {
    const { translation, problems, outcomes, pass, time } = play({
      ears: throwError(() => new Error('unplugged')),
    });
    const connection = translation.connect();
    expect(translation.connect()).toBe(connection);
    await pass(5_000);
    expect(problems.map(({ language, error }) => [language, error.code])).toEqual([
      [undefined, 'ears_failed'],
    ]);
    expect(outcomes[0]?.map(({ isComplete }) => isComplete)).toEqual([true, true]);
    expect(time.pending).toBe(0);
  });

  it('is over at once when it is left', async () => {
    const { translation, outcomes, pass, time } = play();
    const connection = translation.connect();
    await pass(3_000);
    connection.unsubscribe();
    expect(outcomes[0]?.map(({ isComplete }) => isComplete)).toEqual([false, false]);
    await pass(5_000);
    expect(time.pending).toBe(0);
  });

  it('opens the other lines where one cannot be', async () => {
    const { translation, problems, outcomes, pass } = play({ refused: 'da' });
    translation.connect();
    await pass(40_000);
    expect(problems.map(({ language, error }) => [language, error.message])).toEqual([
      ['da', 'no such language'],
    ]);
    expect(outcomes[0]?.map(({ isComplete }) => isComplete)).toEqual([false, true]);
  });

  it('takes each language once', () => {
    expect(() => play({ languages: ['da', 'da'] })).toThrow('da is listed twice');
  });
});
