import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { map, of, Subject } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { ofType } from './ofType.ts';

type Event =
  | { readonly type: 'a'; readonly text: string }
  | { readonly type: 'b'; readonly value: number }
  | { readonly type: 'c' };

const values: Record<string, Event> = {
  a: { type: 'a', text: 'x' },
  b: { type: 'b', value: 1 },
  c: { type: 'c' },
};

describe('ofType', () => {
  it.each([
    ['one of several types', '  --a--b--c--b--|', '-----b-----b--|', '^-------------!'],
    ['nothing of an empty source', '|', '             |', '             (^!)'],
    ['nothing of a source that never emits', '-', '      -', '             ^'],
    ['nothing that does not match', '--a--c--|', '    --------|', '      ^-------!'],
    ['the error of the source', '--b--#', '          --b--#', '         ^----!'],
    ['a source that never ends', '--b--b--', '        --b--b--', '      ^-------'],
  ])('emits %s', (_, source, expected, subscription) => {
    runMarbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source$ = source.includes('-') ? hot<Event>(source, values) : cold<Event>(source, values);
      expectObservable(source$.pipe(ofType('b'))).toBe(expected, values);
      expectSubscriptions(source$.subscriptions).toBe(subscription);
    });
  });

  it('takes several types', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Event>('-a-b-c-|', values).pipe(ofType('a', 'c'))).toBe('-a---c-|', values);
    });
  });

  it('unsubscribes from the source when it is unsubscribed', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot<Event>('--b--b--b--|', values);
      expectObservable(source$.pipe(ofType('b')), '^-----!').toBe('--b--b-', values);
      expectSubscriptions(source$.subscriptions).toBe('^-----!');
    });
  });

  it('can be subscribed to again', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold<Event>('-b-|', values);
      const result$ = source$.pipe(ofType('b'));
      expectObservable(result$, '^').toBe('-b-|', values);
      expectObservable(result$, '--^').toBe('---b-|', values);
      expectSubscriptions(source$.subscriptions).toBe(['^--!', '--^--!']);
    });
  });

  it('narrows the type by inference and refuses types that the source has not', () => {
    const source$ = new Subject<Event>();
    expectTypeOf(source$.pipe(ofType('b'))).toEqualTypeOf<Observable<Extract<Event, { type: 'b' }>>>();
    expectTypeOf(source$.pipe(ofType('a', 'b'))).toEqualTypeOf<
      Observable<Extract<Event, { type: 'a' | 'b' }>>
    >();
    // An operator after it that names its input must not change what the source is taken for.
    const afterwards: OperatorFunction<Extract<Event, { type: 'b' }>, number> = map(({ value }) => value);
    expectTypeOf(source$.pipe(ofType('b'), afterwards)).toEqualTypeOf<Observable<number>>();
    // @ts-expect-error 'd' is not a type of this union
    source$.pipe(ofType('d'));
    // @ts-expect-error at least one type
    source$.pipe(ofType());
    // @ts-expect-error without a type there is nothing to select by
    of({ kind: 'a' }).pipe(ofType('a'));
  });
});
