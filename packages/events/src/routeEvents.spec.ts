import { describe, expect, it } from '@jest/globals';
import { runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER, of, Subject, take, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { routeEvents } from './routeEvents.ts';

type Event = { readonly type: 'a'; readonly text: string } | { readonly type: 'b'; readonly value: number };

const values: Record<string, Event> = { a: { type: 'a', text: 'x' }, b: { type: 'b', value: 1 } };

describe('routeEvents', () => {
  it('gives each route its events and subscribes to the source once', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot<Event>('--a--b--a--|', values);
      const on = routeEvents(source$);
      expectObservable(on('a')).toBe('    --a-----a--|', values);
      expectObservable(on('b')).toBe('    -----b-----|', values);
      expectSubscriptions(source$.subscriptions).toBe('^----------!');
    });
  });

  it.each([
    ['nothing of an empty source', '|', '|', '(^!)'],
    ['nothing of a source that never emits', '-', '-', '^'],
    ['nothing of other types', '-b-|', '---|', '^--!'],
    ['a source that never ends', '-a-a-', '-a-a-', '^'],
  ])('gives %s', (_, marbles, expected, subscription) => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold<Event>(marbles, values);
      expectObservable(routeEvents(source$)('a')).toBe(expected, values);
      expectSubscriptions(source$.subscriptions).toBe(subscription);
    });
  });

  it('passes errors on to every route', () => {
    runMarbles(({ hot, expectObservable }) => {
      const on = routeEvents(hot<Event>('--a--#', values));
      expectObservable(on('a')).toBe('    --a--#', values);
      expectObservable(on('b')).toBe('    -----#', values);
    });
  });

  it('stays subscribed until the last route leaves, and subscribes anew for the next one', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot<Event>('--a--b--a--b--a--|', values);
      const on = routeEvents(source$);
      expectObservable(on('a'), '^--!').toBe('       --a-', values);
      expectObservable(on('b'), '^-----!').toBe('    -----b-', values);
      expectObservable(on('a'), '---------^').toBe('--------------a--|', values);
      expectSubscriptions(source$.subscriptions).toBe(['^-----!', '---------^-------!']);
    });
  });

  it('serves a source that emits and ends while it is subscribed to', () => {
    const seen: unknown[] = [];
    const on = routeEvents(of<Event[]>(values['a']!, values['b']!));
    on('a').subscribe({ next: (event) => seen.push(event), complete: () => seen.push('complete') });
    on('b').subscribe({ next: (event) => seen.push(event), complete: () => seen.push('complete') });
    expect(seen).toEqual([values['a'], 'complete', values['b'], 'complete']);
  });

  it('leaves a source at once when a synchronous value was all that was wanted', () => {
    const source$ = new Subject<Event>();
    routeEvents(source$)('a').pipe(take(1)).subscribe();
    source$.next(values['a']!);
    expect(source$.observed).toBe(false);
  });

  it('tells a route that comes after an error of the error of the new attempt', () => {
    const on = routeEvents<Event>(throwError(() => 'down'));
    const errors: unknown[] = [];
    on('a').subscribe({ error: (error) => errors.push(error) });
    on('a').subscribe({ error: (error) => errors.push(error) });
    expect(errors).toEqual(['down', 'down']);
  });

  it('types each route by its name', () => {
    const on = routeEvents<Event>(NEVER);
    expectTypeOf(on('b')).toEqualTypeOf<Observable<Extract<Event, { type: 'b' }>>>();
    // @ts-expect-error 'c' is not a type of this union
    on('c');
  });
});
