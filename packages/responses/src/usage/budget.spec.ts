import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { from, lastValueFrom, map, NEVER, of, pipe } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { budget } from './budget.ts';
import type { BudgetReport } from './budget.ts';
import { noUsage } from './usageAmounts.ts';

const priced = (totalUsd: number) =>
  ({
    _tag: 'PricedUsage',
    billed: { kind: 'response', responseId: 'a', conversationId: 'conv_1' },
    model: 'm',
    usd: 0.1,
    asOf: '2025-10',
    totalUsd,
    unpriced: 0,
  }) as const;
const unpriced = {
  _tag: 'UnpricedUsage',
  billed: { kind: 'transcription', itemId: 'b', contentIndex: 0 },
  model: 'x',
  usage: noUsage,
  totalUsd: 0.1,
  unpriced: 1,
} as const;

describe('budget', () => {
  it('warns, then stops', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('a-b-c-d-|', { a: priced(0.1), b: priced(0.4), c: priced(0.5), d: priced(0.6) });
        const statuses$ = source.pipe(
          budget({ usd: 0.5 }),
          map(({ status }) => status),
        );
        expectObservable(statuses$).toBe('a-b-(c|)', { a: 'within', b: 'warning', c: 'exceeded' });
        expectSubscriptions(source.subscriptions).toBe('^---!');
      },
    );
  });

  it('does not vouch for what has no price', async () => {
    const report = await lastValueFrom(from([unpriced]).pipe(budget({ usd: 1 })));
    expect(report).toEqual({ status: 'unknown', spentUsd: 0.1, budgetUsd: 1, cost: unpriced });
  });

  it.each([{ usd: 0 }, { usd: NaN }, { usd: 1, warnAtShare: 2 }])('refuses %j', (config) => {
    expect(() => budget(config)).toThrow(RangeError);
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        budget({ usd: 1 }),
        map(({ status }) => status),
      ),
    values: { a: priced(0.1), b: priced(0.9) },
    results: { 1: 'within', 2: 'warning' },
    one: ['-a', '-1'],
    many: ['-a-b-', '-1-2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(budget({ usd: 1 }))).toEqualTypeOf<Observable<BudgetReport>>();
    // @ts-expect-error how much is needed
    expect(() => budget({})).toThrow(RangeError);
    // @ts-expect-error costs, not numbers
    of(1).pipe(budget({ usd: 1 }));
  });
});
