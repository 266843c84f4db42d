/**
 * What every operator must do besides its work: end with its source, leave it when left, start anew for each
 * subscription. A spec names the work in marbles, and this plays it in all the ways in which a stream may go on.
 */
import { it } from '@jest/globals';
import type { OperatorFunction } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbleScheduler } from './runMarbles.ts';

export interface LifeCycle<A> {
  readonly operator: (scheduler: TestScheduler) => OperatorFunction<A, unknown>;
  /** What the letters stand for. */
  readonly values: Readonly<Record<string, A>>;
  readonly results: Readonly<Record<string, unknown>>;
  /** One value and what comes of it, then many; without an end. */
  readonly one: readonly [source: string, result: string];
  readonly many: readonly [source: string, result: string];
  /** Emitted at once, before any value; the results above begin with it. */
  readonly first?: string;
  /** Emitted together with the completion, whatever came before. */
  readonly last?: string;
}

/** Frames that are left of marbles without groups when a stream is left at `frame`. */
const until = (marbles: string, frame: number): string => marbles.slice(0, frame);

/** Adds the cases to the `describe` that it is called in. */
export const itHasALifeCycle = <A>({
  operator,
  values,
  results,
  one,
  many,
  first = '',
  last = '',
}: LifeCycle<A>): void => {
  const [source, result] = many;
  const { length } = source;
  const end = last === '' ? '|' : `(${last}|)`;
  it.each([
    ['never', '-', first || '-', '^'],
    ['empty', '|', first + last === '' ? '|' : `(${first}${last}|)`, '(^!)'],
    ['one', `${one[0]}|`, `${one[1]}${end}`, `^${'-'.repeat(one[0].length - 1)}!`],
    ['many', `${source}|`, `${result}${end}`, `^${'-'.repeat(length - 1)}!`],
    ['an error', `${source}#`, `${result}#`, `^${'-'.repeat(length - 1)}!`],
    ['no end', source, result, '^'],
  ])('%s', (_, marbles, expected, subscription) => {
    const scheduler = marbleScheduler();
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(marbles, values);
      expectObservable(source$.pipe(operator(scheduler))).toBe(expected, results);
      expectSubscriptions(source$.subscriptions).toBe(subscription);
    });
  });

  it('leaves its source when it is left, and starts anew for each subscription', () => {
    const scheduler = marbleScheduler();
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold(`${source}|`, values);
      const result$ = source$.pipe(operator(scheduler));
      const cut = length - 1;
      const pause = '-'.repeat(length + 2);
      expectObservable(result$, `^${'-'.repeat(cut - 1)}!`).toBe(until(result, cut), results);
      expectObservable(result$, `${pause}^`).toBe(`${pause}${result}${end}`, results);
      expectSubscriptions(source$.subscriptions).toBe([
        `^${'-'.repeat(cut - 1)}!`,
        `${pause}^${'-'.repeat(length - 1)}!`,
      ]);
    });
  });
};
