import { map, takeWhile } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { CostReport } from './cost.ts';

/** Where the spending of a session stands. */
export interface BudgetReport {
  /**
   * `within`, `warning` (from `warnAtShare` on), `exceeded` (the last report), or `unknown`: something could not be
   * priced, so the budget cannot be vouched for.
   */
  readonly status: 'within' | 'warning' | 'exceeded' | 'unknown';
  /** US dollars spent as far as they are known. */
  readonly spentUsd: number;
  readonly budgetUsd: number;
  /** The report this one is about. */
  readonly cost: CostReport;
}

/** Options of {@link budget}. */
export interface BudgetConfig {
  /** US dollars that may be spent; reaching them is exceeding them. More than 0. */
  readonly usd: number;
  /** Share of the budget from which on reports warn, 0 to 1. @defaultValue 0.8 */
  readonly warnAtShare?: number;
}

/**
 * Watches the spending: warns when most of the budget is gone, completes when all of it is.
 *
 * The alarm next to the meter.
 *
 * ```
 * source:               --0.1--0.3--0.45--0.6--0.7--|   total, in US dollars
 * budget({ usd: 0.5 }): --in---in---warn--(over|)
 * ```
 *
 * - **Value**: a report for each cost. What has no price gives `unknown` while nothing is exceeded.
 * - **Completion**: with the report that says `exceeded`, or with the source. What to do about it (close, downgrade,
 *   ask) is yours: `takeUntil(budget$.pipe(last()))`.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source, whose reports hold the sum.
 * - **Memory**: none.
 *
 * @param config the limit, in US dollars
 * @throws RangeError when a number is outside its range
 *
 * @example
 * import { budget } from '@rx-realtime/responses/usage';
 * import { of } from 'rxjs';
 *
 * const billed = { kind: 'response', responseId: 'resp_1', conversationId: 'conv_1' } as const;
 * const price = { _tag: 'PricedUsage', billed, model: 'gpt-realtime-2.1', asOf: '2026-07', unpriced: 0 } as const;
 * of({ ...price, usd: 0.45, totalUsd: 0.45 }, { ...price, usd: 0.1, totalUsd: 0.55 })
 *   .pipe(budget({ usd: 0.5 }))
 *   .subscribe(({ status }) => console.log(status));
 * // prints: warning
 * // prints: exceeded
 *
 * @see {@link cost}
 */
export function budget({ usd, warnAtShare = 0.8 }: BudgetConfig): OperatorFunction<CostReport, BudgetReport> {
  if (!(usd > 0)) throw new RangeError(`budget: expected usd to be more than 0, got ${usd}`);
  if (!(warnAtShare >= 0 && warnAtShare <= 1)) {
    throw new RangeError(`budget: expected warnAtShare to be 0 to 1, got ${warnAtShare}`);
  }
  const statusOf = ({ totalUsd, unpriced }: CostReport): BudgetReport['status'] => {
    if (totalUsd >= usd) return 'exceeded';
    if (unpriced > 0) return 'unknown';
    return totalUsd >= usd * warnAtShare ? 'warning' : 'within';
  };
  return (source) =>
    source.pipe(
      map((cost) => ({ status: statusOf(cost), spentUsd: cost.totalUsd, budgetUsd: usd, cost })),
      takeWhile(({ status }) => status !== 'exceeded', true),
    );
}
