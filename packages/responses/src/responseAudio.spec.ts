import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { from, lastValueFrom, map, NEVER, of, pipe, Subject, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { audioItem, record, textItem } from '../test/recordings.ts';
import { responseAudio } from './responseAudio.ts';
import type { ResponseAudio } from './responseStream.ts';

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

describe('responseAudio', () => {
  it('emits the blocks of all responses as they arrive', async () => {
    const more = record({ id: '2', items: [textItem('x'), audioItem([], ['AgA='])] });
    const pcm$ = from([...spoken.events, ...more.events]).pipe(
      responseAudio(),
      map(({ pcm, sampleRateHz, responseId }) => [...pcm, sampleRateHz, responseId]),
    );
    expect(await lastValueFrom(pcm$.pipe(toArray()))).toEqual([
      [0, 24_000, 'resp_1'],
      [1, 24_000, 'resp_1'],
      [2, 24_000, 'resp_2'],
    ]);
  });

  it('errors when a response outgrows its limit', async () => {
    const audio$ = from(spoken.events).pipe(responseAudio({ maxResponseBytes: 1 }));
    await expect(lastValueFrom(audio$)).rejects.toMatchObject({ code: 'response_overflow' });
  });

  it('stops early and frees its source', () => {
    const source = new Subject<ServerEvent>();
    const subscription = source.pipe(responseAudio()).subscribe();
    spoken.events.slice(0, 6).forEach((event) => source.next(event));
    subscription.unsubscribe();
    expect(source.observed).toBe(false);
  });

  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        responseAudio(),
        map(({ pcm }) => pcm[0]),
      ),
    values: { a: block('AAA='), b: block('AQA='), c: block('AgA=') },
    results: { a: 0, b: 1, c: 2 },
    one: ['-a', '-a'],
    many: ['-a-b-c-', '-a-b-c-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(responseAudio())).toEqualTypeOf<Observable<ResponseAudio>>();
    // @ts-expect-error events, not sound
    of(new Int16Array(1)).pipe(responseAudio());
  });
});
