import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { from, lastValueFrom, map, Subject, toArray } from 'rxjs';
import { audioItem, record, textItem } from '../test/recordings.ts';
import { responseAudio } from './responseAudio.ts';

const spoken = record({ id: '1', items: [audioItem(['Hi'], ['AAA=', 'AQA='])] });

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
});
