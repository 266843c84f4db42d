import { describe, expect, it } from '@jest/globals';
import type { ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { delay, from, lastValueFrom, map, NEVER, pipe, Subject, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { asMarbles, audioItem, record, textItem } from '../../test/recordings.ts';
import { mergeAudio } from './mergeAudio.ts';
import { responses } from './responses.ts';

const spoken = record({ id: '1', items: [audioItem(['Hi'], ['AAA=', 'AQA='])] });

let blocks = 0;
const block = (delta: string): ServerEvent => ({
  type: 'response.output_audio.delta',
  event_id: `event_${++blocks}`,
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta,
});

describe('mergeAudio', () => {
  it('emits the blocks of all responses as they arrive', async () => {
    const more = record({ id: '2', items: [textItem('x'), audioItem([], ['AgA='])] });
    const pcm$ = from([...spoken.events, ...more.events]).pipe(
      responses(),
      mergeAudio(),
      map(({ pcm, sampleRateHz, responseId }) => [...pcm, sampleRateHz, responseId]),
    );
    expect(await lastValueFrom(pcm$.pipe(toArray()))).toEqual([
      [0, 24_000, 'resp_1'],
      [1, 24_000, 'resp_1'],
      [2, 24_000, 'resp_2'],
    ]);
  });

  it('emits the blocks from the first one on when it gets the response late', () => {
    runMarbles(({ cold, expectObservable }) => {
      const { marbles, values } = asMarbles(spoken);
      const pcm$ = cold(`${marbles}|`, values).pipe(
        responses(),
        delay(100),
        mergeAudio(),
        map(({ pcm }) => pcm[0]),
      );
      expectObservable(pcm$).toBe('100ms (ab|)', { a: 0, b: 1 });
    });
  });

  it('errors when a response outgrows its limit', async () => {
    const audio$ = from(spoken.events).pipe(responses({ maxResponseBytes: 1 }), mergeAudio());
    await expect(lastValueFrom(audio$)).rejects.toMatchObject({ code: 'response_overflow' });
  });

  it('stops early and frees its source', () => {
    const source = new Subject<ServerEvent>();
    const subscription = source.pipe(responses(), mergeAudio()).subscribe();
    spoken.events.slice(0, 6).forEach((event) => source.next(event));
    subscription.unsubscribe();
    expect(source.observed).toBe(false);
  });

  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        responses(),
        mergeAudio(),
        map(({ pcm }) => pcm[0]),
      ),
    values: { a: block('AAA='), b: block('AQA='), c: block('AgA=') },
    results: { a: 0, b: 1, c: 2 },
    one: ['-a', '-a'],
    many: ['-a-b-c-', '-a-b-c-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(mergeAudio())).toEqualTypeOf<Observable<SpeechBlock>>();
    // @ts-expect-error responses, not events
    from(spoken.events).pipe(mergeAudio());
  });
});
