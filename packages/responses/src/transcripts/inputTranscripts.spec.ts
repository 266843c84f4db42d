import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { map, NEVER, of, pipe, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { inputTranscripts } from './inputTranscripts.ts';
import type { InputTranscript, InputTranscriptsConfig } from './inputTranscripts.ts';

const base = (id: string) => ({ event_id: `event_${id}`, item_id: id, content_index: 0 });
const delta = (id: string, text: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.delta',
  ...base(id),
  delta: text,
});
const completed = (id: string, transcript: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.completed',
  ...base(id),
  transcript,
});
const failed = (id: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.failed',
  ...base(id),
  error: { code: 'audio_unintelligible' },
});
const committed = (id: string): ServerEvent => ({
  type: 'input_audio_buffer.committed',
  event_id: 'e',
  item_id: id,
});
const sessionCreated: ServerEvent = { type: 'session.created', event_id: 's', session: { type: 'realtime' } };

const play = (config?: InputTranscriptsConfig) => {
  const source = new Subject<ServerEvent>();
  const seen: string[] = [];
  const subscription = source.pipe(inputTranscripts(config)).subscribe({
    next: ({ itemId, status, text, error }) =>
      seen.push([itemId, status, text, error?.code].filter(Boolean).join(' ')),
    error: (error) => seen.push(`#${String(error)}`),
    complete: () => seen.push('|'),
  });
  return {
    source,
    seen,
    subscription,
    send: (...events: ServerEvent[]) => events.forEach((e) => source.next(e)),
  };
};

describe('inputTranscripts', () => {
  it('grows with the deltas, before and after the commit, and ends with the final text', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const events = {
          a: delta('1', 'He'),
          k: committed('1'),
          b: delta('1', 'y'),
          c: completed('1', 'Hey!'),
        };
        const source = cold('a-k-b-c|', events);
        const at = { itemId: '1', contentIndex: 0 };
        expectObservable(source.pipe(inputTranscripts())).toBe('a---b-c|', {
          a: { ...at, text: 'He', status: 'partial' },
          b: { ...at, text: 'Hey', status: 'partial' },
          c: { ...at, text: 'Hey!', status: 'completed' },
        });
        expectSubscriptions(source.subscriptions).toBe('^------!');
      },
    );
  });

  it('keeps items apart whose transcripts come in any order', () => {
    const { send, seen } = play();
    send(delta('1', 'one'), delta('2', 'two'), completed('2', 'two.'), completed('1', 'one.'));
    expect(seen).toEqual(['1 partial one', '2 partial two', '2 completed two.', '1 completed one.']);
  });

  it('surfaces a failed transcription with what came before', () => {
    const { send, seen } = play();
    send(delta('1', 'mm'), failed('1'));
    expect(seen).toEqual(['1 partial mm', '1 failed mm audio_unintelligible']);
  });

  it('ends an item once', () => {
    const { send, seen } = play();
    send(completed('1', 'x'), completed('1', 'x'), failed('1'), delta('1', 'late'));
    expect(seen).toEqual(['1 completed x']);
  });

  it.each([
    ['completion', (s: Subject<ServerEvent>) => s.complete(), '|'],
    ['an error', (s: Subject<ServerEvent>) => s.error('gone'), '#gone'],
    ['a lost connection', (s: Subject<ServerEvent>) => s.next(connectionLost), undefined],
    ['a new session', (s: Subject<ServerEvent>) => s.next(sessionCreated), undefined],
  ] as const)('ends what is unfinished at %s', (_, cut, end) => {
    const { source, send, seen } = play();
    send(delta('1', 'a'));
    cut(source);
    expect(seen).toEqual(['1 partial a', '1 interrupted a', ...(end ? [end] : [])]);
  });

  it('bounds the unfinished items', () => {
    const { send, seen } = play({ maxOpenItems: 1 });
    send(delta('1', 'a'), delta('2', 'b'));
    expect(seen).toEqual(['1 partial a', '1 interrupted a', '2 partial b']);
  });

  it('bounds the length of one transcript', () => {
    const { send, seen } = play({ maxTranscriptBytes: 60 });
    send(delta('1', 'abc'), delta('1', 'd'), delta('1', 'e'));
    expect(seen).toEqual(['1 partial abc', '1 interrupted abc']);
  });

  it('frees its source', () => {
    const { source, subscription } = play();
    subscription.unsubscribe();
    expect(source.observed).toBe(false);
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        inputTranscripts(),
        map(({ itemId, text, status }) => `${itemId} ${text} ${status}`),
      ),
    values: { k: committed('1'), d: delta('1', 'He'), c: completed('1', 'Hey!'), e: completed('2', 'Ho!') },
    results: { d: '1 He partial', c: '1 Hey! completed', e: '2 Ho! completed' },
    one: ['-c', '-c'],
    many: ['-kdce-', '--dce-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(inputTranscripts())).toEqualTypeOf<Observable<InputTranscript>>();
    // @ts-expect-error not a limit
    inputTranscripts({ maxItems: 1 });
    // @ts-expect-error events, not texts
    of('text').pipe(inputTranscripts());
  });
});
