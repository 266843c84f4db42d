import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { namedEvents } from './internal/namedEvents.spec-support.ts';
import { ofItem } from './ofItem.ts';

const check = (itemId: string, source: string, expected: string, subscription: string) =>
  runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold(source, namedEvents);
    expectObservable(source$.pipe(ofItem(itemId)), '^').toBe(expected, namedEvents);
    expectSubscriptions(source$.subscriptions).toBe(subscription);
  });

describe('ofItem', () => {
  it.each([
    ['what names the item', 'abcdefghu|', 'a-cd-----|', '^--------!'],
    ['nothing of an empty source', '|', '|', '(^!)'],
    ['nothing of a source that never emits', '-', '-', '^'],
    ['the error of the source', 'a#', 'a#', '^!'],
    ['a source that never ends', 'aba-', 'a-a-', '^'],
  ])('emits %s', (_, source, expected, subscription) => check('item_1', source, expected, subscription));

  it('leaves its source when it is left, and can be subscribed to again', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('aba|', namedEvents);
      const result$ = source$.pipe(ofItem('item_1'));
      expectObservable(result$, '^-!').toBe('a', namedEvents);
      expectObservable(result$, '---^').toBe('---a-a|', namedEvents);
      expectSubscriptions(source$.subscriptions).toBe(['^-!', '---^--!']);
    });
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(ofItem('item_1'))).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error an id is needed
    ofItem();
    // @ts-expect-error events, not texts
    of('text').pipe(ofItem('item_1'));
  });
});
