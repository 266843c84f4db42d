import { describe, it } from '@jest/globals';
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
  itHasALifeCycle({
    operator: () => ofType('b'),
    values: values,
    results: values,
    one: ['--b-', '--b-'],
    many: ['--a--b--c--b--', '-----b-----b--'],
  });

  it('emits nothing that does not match', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold<Event>('--a--c--|', values);
      expectObservable(source$.pipe(ofType('b'))).toBe('--------|', values);
      expectSubscriptions(source$.subscriptions).toBe('^-------!');
    });
  });

  it('takes several types', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Event>('-a-b-c-|', values).pipe(ofType('a', 'c'))).toBe('-a---c-|', values);
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
