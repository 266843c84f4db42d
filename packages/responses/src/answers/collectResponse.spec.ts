import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { concat, from, lastValueFrom, map, merge, NEVER, pipe, Subject, throwError, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { audioItem, callItem, endOf, record, textItem } from '../../test/recordings.ts';
import { collectResponse } from './collectResponse.ts';
import type { CollectedResponse } from './collectResponse.ts';
import { responses } from './responses.ts';

const mixed = record({ id: '1', items: [audioItem(['Wait.'], ['AAA=', 'AQA=']), callItem('f', '{"a":1}')] });

describe('collectResponse', () => {
  it('gives each response in one piece when it has ended', async () => {
    const other = record({ id: '2', items: [textItem('x', 'y')], outOfBand: true });
    const events = [...mixed.events.slice(0, -2), ...other.events, ...mixed.events.slice(-2)];
    const collected = await lastValueFrom(from(events).pipe(responses(), collectResponse(), toArray()));
    expect(collected.map(({ responseId }) => responseId)).toEqual(['resp_2', 'resp_1']);
    expect(collected[0]).toMatchObject({
      conversationId: null,
      text: 'xy',
      transcript: '',
      audio: [],
      functionCalls: [],
    });
    expect(collected[1]).toMatchObject({
      conversationId: 'conv_1',
      outcome: { status: 'completed' },
      text: '',
      transcript: 'Wait.',
      audio: [{ pcm: new Int16Array([0]) }, { pcm: new Int16Array([1]) }],
      functionCalls: [{ name: 'f', call_id: 'call_1_1', arguments: '{"a":1}' }],
    });
  });

  it('gives failed, overflown and interrupted ones as values, before the error of the source', () => {
    const seen: [string, string][] = [];
    const end: unknown[] = [];
    const failed = record({ id: '3', items: [], status: 'failed' });
    const source = concat(
      from([...failed.events, ...mixed.events.slice(0, 6)]),
      throwError(() => 'gone'),
    );
    source.pipe(responses(), collectResponse()).subscribe({
      next: ({ responseId, outcome }) => seen.push([responseId, outcome.status]),
      error: (error) => end.push(error),
    });
    expect(seen).toEqual([
      ['resp_3', 'failed'],
      ['resp_1', 'interrupted'],
    ]);
    expect(end).toEqual(['gone']);
  });

  it('keeps what a response held when it overflowed', async () => {
    const [collected] = await lastValueFrom(
      from(mixed.events).pipe(responses({ maxResponseBytes: 60 }), collectResponse(), toArray()),
    );
    expect(collected?.outcome).toMatchObject({ status: 'interrupted', reason: 'overflow' });
    expect(collected?.transcript).toBe('Wait.');
  });

  it('unsubscribes from its source', () => {
    const source = new Subject<ServerEvent>();
    const seen: CollectedResponse[] = [];
    const subscription = merge(source, NEVER)
      .pipe(responses(), collectResponse())
      .subscribe((response) => seen.push(response));
    mixed.events.slice(0, 4).forEach((event) => source.next(event));
    subscription.unsubscribe();
    expect(source.observed).toBe(false);
    expect(seen).toEqual([]);
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        responses(),
        collectResponse(),
        map(({ responseId }) => responseId),
      ),
    values: { a: endOf(mixed), b: endOf(record({ id: '2', items: [] })) },
    results: { a: 'resp_1', b: 'resp_2' },
    one: ['-a', '-a'],
    many: ['-a-b-', '-a-b-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(collectResponse())).toEqualTypeOf<Observable<CollectedResponse>>();
    // @ts-expect-error the limits are those of responses()
    collectResponse({ maxResponseBytes: 1 });
    // @ts-expect-error responses, not events
    from(mixed.events).pipe(collectResponse());
  });
});
