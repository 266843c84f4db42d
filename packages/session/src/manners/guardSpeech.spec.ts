import { describe, expect, it } from '@jest/globals';
import { isSpeechMark } from '@rx-realtime/audio';
import type { Speech, SpeechMark } from '@rx-realtime/audio';
import type { ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { config as rxConfig, NEVER, Subject, VirtualTimeScheduler } from 'rxjs';
import { guardSpeech } from './guardSpeech.ts';
import type { RejectedSentence, SpokenSentence } from './spokenSentence.ts';

const mark = (name: SpeechMark['mark'], responseId = 'resp_1'): SpeechMark => ({
  pcm: new Int16Array(0),
  sampleRateHz: 24_000,
  mark: name,
  responseId,
  conversationId: 'conv',
});
/** A block of 10 ms; its first sample tells it from others. */
const block = (sample: number, responseId = 'resp_1'): SpeechBlock => ({
  pcm: new Int16Array(240).fill(sample),
  sampleRateHz: 24_000,
  responseId,
  itemId: `item of ${responseId}`,
  outputIndex: 0,
  contentIndex: 0,
});

const at = (responseId: string) => ({
  event_id: 'event_1',
  response_id: responseId,
  item_id: `item of ${responseId}`,
  output_index: 0,
  content_index: 0,
});

const play = () => {
  const events$ = new Subject<ServerEvent>();
  const speech$ = new Subject<Speech>();
  const verdicts = new Map<string, Subject<boolean>>();
  const heard: (number | string)[] = [];
  const rejected: RejectedSentence[] = [];
  const ended: unknown[] = [];
  const judge = ({ text }: SpokenSentence) => {
    const verdict$ = new Subject<boolean>();
    verdicts.set(text, verdict$);
    return verdict$;
  };
  const scheduler = new VirtualTimeScheduler();
  const rejectedObserver = { next: (one: RejectedSentence) => void rejected.push(one) };
  const guarding = speech$.pipe(guardSpeech(events$, judge, { rejectedObserver, scheduler })).subscribe({
    next: (speech) => heard.push(isSpeechMark(speech) ? speech.mark : (speech.pcm[0] ?? 0)),
    error: (error: unknown) => ended.push(error),
    complete: () => ended.push('completed'),
  });
  const words = (delta: string, responseId = 'resp_1') =>
    events$.next({ type: 'response.output_audio_transcript.delta', ...at(responseId), delta });
  const whole = (transcript: string, responseId = 'resp_1') =>
    events$.next({ type: 'response.output_audio_transcript.done', ...at(responseId), transcript });
  const decide = (text: string, isAllowed: boolean) => verdicts.get(text)?.next(isAllowed);
  return { events$, speech$, verdicts, heard, rejected, ended, guarding, words, whole, decide };
};

describe('guardSpeech', () => {
  itHasALifeCycle<Speech>({
    operator: () => guardSpeech(NEVER, () => [true]),
    values: { a: mark('created', 'a'), b: mark('created', 'b'), c: mark('done', 'a') },
    results: { a: mark('created', 'a'), b: mark('created', 'b'), c: mark('done', 'a') },
    one: ['-a-', '-a-'],
    many: ['-a-b-c-', '-a-b-c-'],
  });

  it('lets a block pass when the sentence that it may speak has', () => {
    const { speech$, heard, words, decide, verdicts } = play();
    speech$.next(mark('created'));
    speech$.next(block(1));
    expect(heard).toEqual(['created']);
    words('One. ');
    words('Two');
    speech$.next(block(2));
    words('. ');
    decide('One.', true);
    expect(heard).toEqual(['created', 1]);
    decide('Two.', true);
    expect(heard).toEqual(['created', 1, 2]);
    expect([...verdicts.keys()]).toEqual(['One.', 'Two.']);
  });

  it('waits for the verdict on an earlier sentence', () => {
    const { speech$, heard, words, decide } = play();
    words('One. Two. ');
    speech$.next(block(2));
    decide('Two.', true);
    expect(heard).toEqual([]);
    decide('One.', true);
    expect(heard).toEqual([2]);
  });

  it('lets nothing of a response pass from its first rejected sentence on', () => {
    const { speech$, heard, words, whole, decide, rejected } = play();
    speech$.next(mark('created'));
    words('One. ');
    speech$.next(block(1));
    words('Two. ');
    speech$.next(block(2));
    decide('One.', true);
    decide('Two.', false);
    words('Three. ');
    speech$.next(block(3));
    whole('One. Two. Three.');
    decide('Three.', true);
    speech$.next(mark('done'));
    expect(heard).toEqual(['created', 1, 'done']);
    expect(rejected).toMatchObject([
      { text: 'Two.', audioEndMs: 10, isRunning: true, isOutOfBand: false, cause: false },
    ]);
  });

  it('takes the end of the words for the end of a sentence, and the end of a response for that of its words', () => {
    const { speech$, heard, words, whole, decide, verdicts } = play();
    words('No full stop');
    speech$.next(block(1));
    expect(verdicts.size).toBe(0);
    whole('No full stop');
    decide('No full stop', true);
    expect(heard).toEqual([1]);
    words('Cut', 'resp_2');
    speech$.next(block(2, 'resp_2'));
    speech$.next(mark('done', 'resp_2'));
    expect(heard).toEqual([1]);
    decide('Cut', true);
    expect(heard).toEqual([1, 2, 'done']);
  });

  it('takes the end of a response for that of all its parts', () => {
    const { events$, speech$, heard, words, decide } = play();
    const second = (delta: string) =>
      events$.next({
        type: 'response.output_audio_transcript.delta',
        ...at('resp_1'),
        content_index: 1,
        delta,
      });
    words('One');
    speech$.next(block(1));
    second('Two');
    speech$.next({ ...block(2), contentIndex: 1 });
    speech$.next(mark('done'));
    decide('One', true);
    expect(heard).toEqual([1]);
    decide('Two', true);
    expect(heard).toEqual([1, 2, 'done']);
  });

  it('asks nobody about what follows a rejected sentence', () => {
    const { speech$, words, decide, verdicts } = play();
    words('One. ');
    speech$.next(block(1));
    decide('One.', false);
    words('Two. Three. ');
    expect([...verdicts.keys()]).toEqual(['One.']);
  });

  it('survives an observer of what was rejected that throws', async () => {
    const unhandled = new Promise((resolve) => (rxConfig.onUnhandledError = resolve));
    const mine = new Error('mine');
    const throwMine = (): never => {
      throw mine;
    };
    const events$ = new Subject<ServerEvent>();
    const speech$ = new Subject<Speech>();
    const verdict$ = new Subject<boolean>();
    const heard: unknown[] = [];
    speech$
      .pipe(guardSpeech(events$, () => verdict$, { rejectedObserver: { next: throwMine } }))
      .subscribe({ next: ({ pcm }) => heard.push(pcm.length), complete: () => heard.push('completed') });
    speech$.next(block(1));
    events$.next({ type: 'response.output_audio_transcript.done', ...at('resp_1'), transcript: 'Two.' });
    speech$.next(mark('done'));
    speech$.complete();
    verdict$.next(false);
    expect(await unhandled).toBe(mine);
    rxConfig.onUnhandledError = null;
    expect(heard).toEqual([0, 'completed']);
  });

  it('goes on with what was spoken in one part when another ended at once', () => {
    const { speech$, heard } = play();
    speech$.next(block(1));
    speech$.next(block(2));
    speech$.next({ ...block(3), contentIndex: 1 });
    speech$.next(mark('done'));
    expect(heard).toEqual([1, 2, 3, 'done']);
  });

  it('lets sound without words pass when its response has ended', () => {
    const { speech$, heard } = play();
    speech$.next(block(1));
    expect(heard).toEqual([]);
    speech$.next(mark('done'));
    expect(heard).toEqual([1, 'done']);
  });

  it('does not split a number, and does split where there are no spaces', () => {
    const { words, whole, verdicts } = play();
    words('It is 3');
    words('.5 euros. ');
    words('東京です。京都です。');
    whole('It is 3.5 euros. 東京です。京都です。');
    expect([...verdicts.keys()]).toEqual(['It is 3.5 euros.', '東京です。', '京都です。']);
  });

  it('holds no response up for another', () => {
    const { speech$, heard, words, decide } = play();
    words('One. ');
    words('Other. ', 'resp_2');
    speech$.next(block(1));
    speech$.next(block(2, 'resp_2'));
    decide('Other.', true);
    expect(heard).toEqual([2]);
    decide('One.', true);
    expect(heard).toEqual([2, 1]);
  });

  it('completes when all that it holds was judged', () => {
    const { speech$, ended, words, decide } = play();
    words('One. ');
    speech$.next(block(1));
    speech$.complete();
    expect(ended).toEqual([]);
    decide('One.', true);
    expect(ended).toEqual(['completed']);
  });

  it('passes an error of events$ on, and leaves the judges when it is left', () => {
    const broken = play();
    broken.events$.error('broken');
    expect(broken.ended).toEqual(['broken']);
    const { words, verdicts, guarding, speech$ } = play();
    words('One. ');
    expect(verdicts.get('One.')?.observed).toBe(true);
    guarding.unsubscribe();
    expect(verdicts.get('One.')?.observed).toBe(false);
    expect(speech$.observed).toBe(false);
  });
});
