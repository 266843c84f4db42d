import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { EMPTY, map, NEVER, Observable, of, throwError, timer } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { guard } from './guard.ts';
import type { GuardConfig, Rejected } from './guard.ts';
import type { Judge } from './judge.ts';

const check = (
  source: string,
  expected: string,
  judge: (value: string, scheduler: SchedulerLike) => ReturnType<Judge<string>>,
  config: GuardConfig<string> = {},
) => {
  const scheduler = marbleScheduler();
  const rejected: Rejected<string>[] = [];
  const rejectedObserver = { next: (one: Rejected<string>) => void rejected.push(one) };
  scheduler.run(({ hot, expectObservable }) => {
    const guarded$ = hot(source).pipe(
      guard((value) => judge(value, scheduler), { scheduler, rejectedObserver, ...config }),
    );
    expectObservable(guarded$).toBe(expected);
  });
  return rejected;
};

describe('guard', () => {
  itHasALifeCycle<string>({
    operator: () => guard((value) => [value !== 'x']),
    values: { a: 'a', x: 'x' },
    results: { a: 'a' },
    one: ['-a-', '-a-'],
    many: ['-a-x-a-', '-a---a-'],
  });

  it('judges side by side, and lets pass in order', () => {
    const takesMs: Readonly<Record<string, number>> = { a: 6, b: 1, c: 3 };
    const judge = (value: string, scheduler: SchedulerLike) =>
      timer(takesMs[value] ?? 0, scheduler).pipe(map(() => value !== 'b'));
    expect(check('-abc------', '-------(ac)', judge)).toEqual([{ value: 'b', cause: false }]);
    check('-ab|', '-------(a|)', judge);
  });

  it('rejects what a judge fails about, says nothing about, or does not decide in time', () => {
    const failed = check('-a-', '---', () => throwError(() => new Error('no service')));
    expect(failed).toEqual([{ value: 'a', cause: new Error('no service') }]);
    expect(check('-a-', '---', () => EMPTY)).toEqual([
      { value: 'a', cause: new Error('the judge has no verdict') },
    ]);
    expect(check('-a------|', '--------|', () => NEVER, { timeoutMs: 5 })).toEqual([
      { value: 'a', cause: new Error('no verdict within 5 ms') },
    ]);
    const thrown = check('-a-', '---', () => {
      throw new Error('broken');
    });
    expect(thrown).toHaveLength(1);
  });

  it('leaves the judges when it is left', () => {
    let judging = 0;
    const judge = () =>
      new Observable<boolean>(() => {
        judging += 1;
        return () => (judging -= 1);
      });
    const guarding = of('a', 'b').pipe(guard(judge)).subscribe();
    expect(judging).toBe(2);
    guarding.unsubscribe();
    expect(judging).toBe(0);
  });

  it('keeps the type of what passes', () => {
    expectTypeOf(of(1).pipe(guard((value) => [value > 0]))).toEqualTypeOf<Observable<number>>();
  });
});
