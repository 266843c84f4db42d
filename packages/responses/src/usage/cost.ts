import { defer, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { pricesOf } from './priceTable.ts';
import type { ModelPrices, PriceTable, TokenPrices } from './priceTable.ts';
import type { Billed, UsageReport } from './usage.ts';
import { totalTokens } from './usageAmounts.ts';
import type { ModalityTokens, UsageAmounts } from './usageAmounts.ts';

/** What every cost report says. */
export interface CostSums {
  readonly billed: Billed;
  /** US dollars of all that had a price since the subscription. */
  readonly totalUsd: number;
  /** Responses and transcriptions since the subscription that had no price, and are not in `totalUsd`. */
  readonly unpriced: number;
}

/** What a response or a transcription cost. */
export interface PricedUsage extends CostSums {
  readonly _tag: 'PricedUsage';
  readonly model: string;
  /** US dollars of this response or transcription. */
  readonly usd: number;
  /** When the prices used were public, as `YYYY-MM`. */
  readonly asOf: string;
}

/** What was used is not priced: the model is unknown or not in the table. Its cost is not zero, it is not known. */
export interface UnpricedUsage extends CostSums {
  readonly _tag: 'UnpricedUsage';
  readonly model: string | undefined;
  readonly usage: UsageAmounts;
}

/** The cost of a response or a transcription, or that it cannot be told. */
export type CostReport = PricedUsage | UnpricedUsage;

const kinds = ['text', 'audio', 'image'] as const;

/** US dollars of `tokens`; what is unattributed counts at the dearest rate, so that a budget errs on the safe side. */
const usdOfTokens = (
  tokens: ModalityTokens,
  prices: ModelPrices,
  rateOf: (price: TokenPrices) => number | undefined,
): number => {
  const rates = kinds.flatMap((kind) => {
    const price = prices[kind];
    return (price && rateOf(price)) ?? [];
  });
  if (rates.length === 0) return totalTokens(tokens) > 0 ? NaN : 0;
  const dearest = Math.max(...rates);
  const usd = kinds.reduce((sum, kind) => {
    const price = prices[kind];
    return sum + tokens[kind] * ((price && rateOf(price)) ?? dearest);
  }, tokens.unattributed * dearest);
  return usd / 1e6;
};

/**
 * US dollars of a usage at these prices: the cached part of the input at its own rate, the rest at the full one.
 * `undefined` where something was used that the model has no price for, such as minutes of one that bills tokens.
 */
export function usdOf(
  { input, cachedInput, output, durationMs }: UsageAmounts,
  prices: ModelPrices,
): number | undefined {
  const cached = { ...cachedInput, unattributed: 0 };
  const usd =
    usdOfTokens(input, prices, (price) => price.input) -
    usdOfTokens(cached, prices, (price) => price.input - price.cachedInput) +
    usdOfTokens(output, prices, (price) => price.output) +
    (durationMs > 0 ? (durationMs / 60_000) * (prices.minute ?? NaN) : 0);
  return Number.isNaN(usd) ? undefined : usd;
}

/**
 * What each response and each transcription cost, and the session so far.
 *
 * Tokens in, dollars out.
 *
 * ```
 * source:       --u----u----u--|
 * cost(prices): --$----$----$--|
 * ```
 *
 * - **Value**: the cost of each response and each transcription. What the table has no price for gives an
 *   `UnpricedUsage`, never a price of zero. Cached tokens are billed at their own rate once, not on top of the full one. Tokens that the server did not
 *   attribute to text, audio or image count at the dearest rate of their direction; cached tokens that it did not
 *   attribute get no discount.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: sums from zero.
 * - **Memory**: the running sum.
 *
 * @param prices US dollars per 1,000,000 tokens, or for a minute, by model
 *
 * @example
 * import { cost, noUsage, realtimePrices } from '@rx-realtime/responses/usage';
 * import { of } from 'rxjs';
 *
 * const usage = { ...noUsage, output: { ...noUsage.output, audio: 10_000 } };
 * const billed = { kind: 'response', responseId: 'resp_1', conversationId: 'conv_1' } as const;
 * of({ billed, model: 'gpt-realtime-2.1', usage, total: usage })
 *   .pipe(cost(realtimePrices))
 *   .subscribe(({ totalUsd }) => console.log(totalUsd)); // prints: 0.64
 *
 * @see {@link usage}, {@link budget}, {@link realtimePrices}
 */
export function cost(prices: PriceTable): OperatorFunction<UsageReport, CostReport> {
  return (source) =>
    defer(() => {
      let totalUsd = 0;
      let unpriced = 0;
      return source.pipe(
        map(({ billed, model, usage }): CostReport => {
          const row = model === undefined ? undefined : pricesOf(prices, model);
          const usd = row && usdOf(usage, row);
          if (model === undefined || row === undefined || usd === undefined) {
            unpriced++;
            return { _tag: 'UnpricedUsage', billed, model, usage, totalUsd, unpriced };
          }
          totalUsd += usd;
          return { _tag: 'PricedUsage', billed, model, usd, asOf: row.asOf, totalUsd, unpriced };
        }),
      );
    });
}
