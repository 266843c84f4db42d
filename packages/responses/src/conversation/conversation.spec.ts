import { describe, expect, it } from '@jest/globals';
import { itemIdOf } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { map, NEVER, of, pipe, shareReplay, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { conversation } from './conversation.ts';
import { emptyConversation } from './emptyConversation.ts';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import { reduceConversation } from './reduceConversation.ts';

const added = (id: string, previous_item_id: string | null = null): ServerEvent => ({
  type: 'conversation.item.added',
  event_id: '',
  previous_item_id,
  item: { type: 'message', id, role: 'user', content: [] },
});
const other: ServerEvent = { type: 'input_audio_buffer.cleared', event_id: '' };
const sound: ServerEvent = {
  type: 'response.output_audio.delta',
  event_id: '',
  response_id: 'r',
  item_id: 'a',
  output_index: 0,
  content_index: 0,
  delta: 'AAAA',
};

describe('conversation', () => {
  it('emits the first snapshot, then one for each visible change', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('-a-o-s-b-|', { a: added('a'), o: other, s: sound, b: added('b', 'a') });
        const sizes$ = source.pipe(
          conversation(),
          map(({ size }) => size),
        );
        expectObservable(sizes$).toBe('01-----2-|', { 0: 0, 1: 1, 2: 2 });
        expectSubscriptions(source.subscriptions).toBe('^--------!');
      },
    );
  });

  it('passes on errors, and emits its start even when nothing comes', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable }) => {
        const s = emptyConversation;
        expectObservable(cold<ServerEvent>('--#').pipe(conversation())).toBe('s-#', { s });
        expectObservable(cold<ServerEvent>('-').pipe(conversation())).toBe('s', { s });
        expectObservable(cold<ServerEvent>('|').pipe(conversation())).toBe('(s|)', { s });
      },
    );
  });

  it('goes on from a given conversation, keeps at most maxItems, and keeps state for each subscription', () => {
    const initial = reduceConversation(emptyConversation, added('a'));
    const source = new Subject<ServerEvent>();
    const snapshots$ = source.pipe(conversation({ initial, maxItems: 2 }));
    const first: number[] = [];
    const subscription = snapshots$.subscribe(({ size }) => first.push(size));
    source.next(added('b', 'a'));
    const second: number[] = [];
    snapshots$.subscribe(({ size }) => second.push(size)).unsubscribe();
    source.next(added('c', 'b'));
    subscription.unsubscribe();
    expect(first).toEqual([1, 2, 2]);
    expect(second).toEqual([1]);
    expect(source.observed).toBe(false);
  });

  it('can go by arrival', () => {
    let order: readonly (string | undefined)[] = [];
    of(added('a'), added('b'), added('c'))
      .pipe(conversation({ order: 'arrival' }))
      .subscribe(({ items }) => (order = items.map(itemIdOf)));
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('gives late subscribers the current snapshot when shared', () => {
    const source = new Subject<ServerEvent>();
    const shared$ = source.pipe(conversation(), shareReplay({ bufferSize: 1, refCount: true }));
    shared$.subscribe();
    source.next(added('a'));
    const late: number[] = [];
    shared$.subscribe(({ size }) => late.push(size));
    expect(late).toEqual([1]);
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        conversation(),
        map(({ size }) => size),
      ),
    values: { a: added('a'), b: added('b'), x: other },
    results: { 0: 0, 1: 1, 2: 2 },
    first: '0',
    one: ['-a', '01'],
    many: ['-a-xb-', '01--2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(conversation())).toEqualTypeOf<Observable<ConversationSnapshot>>();
    // @ts-expect-error a snapshot, not a list
    conversation({ initial: [] });
    // @ts-expect-error events, not texts
    of('text').pipe(conversation());
  });
});
