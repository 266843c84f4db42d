import { defer, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { pricesOf } from './priceTable.ts';
import type { ModelPrices, PriceTable, TokenPrices } from './priceTable.ts';
import type { ModalityTokens, UsageTokens } from './usageTokens.ts';
import type { UsageReport } from './usage.ts';

/** What every cost report says. */
export interface CostSums {
  readonly responseId: string;
  /** US dollars of all priced responses since the subscription. */
  readonly totalUsd: number;
  /** Responses since the subscription that had no price, and are not in `totalUsd`. */
  readonly unpricedResponses: number;
}

/** What a response cost. */
export interface PricedResponse extends CostSums {
  readonly _tag: 'PricedResponse';
  readonly model: string;
  /** US dollars of this response. */
  readonly usd: number;
  /** When the prices used were public, as `YYYY-MM`. */
  readonly asOf: string;
}

/** A response whose model is unknown or not in the table: its cost is not zero, it is not known. */
export interface UnpricedResponse extends CostSums {
  readonly _tag: 'UnpricedResponse';
  readonly model: string | undefined;
  readonly usage: UsageTokens;
}

/** The cost of a response, or that it cannot be told. */
export type CostReport = PricedResponse | UnpricedResponse;

const kinds = ['text', 'audio', 'image'] as const;
const dearest = (prices: ModelPrices, direction: 'input' | 'output'): number =>
  Math.max(...kinds.map((kind) => prices[kind][direction] ?? 0));

/** US dollars of `tokens`; what is unattributed counts at the dearest rate, so that a budget errs on the safe side. */
const sum = (
  tokens: ModalityTokens,
  rate: (prices: TokenPrices) => number,
  prices: ModelPrices,
  other: number,
) =>
  (kinds.reduce((usd, kind) => usd + tokens[kind] * rate(prices[kind]), 0) + tokens.unattributed * other) /
  1e6;

/** US dollars of a usage at these prices: the cached part of the input at its own rate, the rest at the full one. */
export function usdOf({ input, cachedInput, output }: UsageTokens, prices: ModelPrices): number {
  const cached = { ...cachedInput, unattributed: 0 };
  return (
    sum(input, (price) => price.input, prices, dearest(prices, 'input')) -
    sum(cached, (price) => price.input - price.cachedInput, prices, 0) +
    sum(output, (price) => price.output ?? dearest(prices, 'output'), prices, dearest(prices, 'output'))
  );
}

/**
 * What each response cost, and the session so far.
 *
 * Tokens in, dollars out.
 *
 * ```
 * source:       --u----u----u--|
 * cost(prices): --$----$----$--|
 * ```
 *
 * - **Value**: the cost of each response. A model without a row in the table gives an `UnpricedResponse`, never a price
 *   of zero. Cached tokens are billed at their own rate once, not on top of the full one. Tokens that the server did not
 *   attribute to text, audio or image count at the dearest rate of their direction; cached tokens that it did not
 *   attribute get no discount.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: sums from zero.
 * - **Memory**: the running sum.
 *
 * @param prices US dollars per 1,000,000 tokens, by model
 *
 * @example
 * import { cost, noUsage, realtimePrices } from '@rx-realtime/responses/usage';
 * import { of } from 'rxjs';
 *
 * const usage = { ...noUsage, output: { ...noUsage.output, audio: 10_000 } };
 * of({ responseId: 'resp_1', conversationId: 'conv_1', model: 'gpt-realtime', usage, total: usage })
 *   .pipe(cost(realtimePrices))
 *   .subscribe(({ totalUsd }) => console.log(totalUsd)); // prints: 0.64
 *
 * @see {@link usage}, {@link budget}, {@link realtimePrices}
 */
export function cost(prices: PriceTable): OperatorFunction<UsageReport, CostReport> {
  return (source) =>
    defer(() => {
      let totalUsd = 0;
      let unpricedResponses = 0;
      return source.pipe(
        map(({ responseId, model, usage }): CostReport => {
          const row = model === undefined ? undefined : pricesOf(prices, model);
          if (model === undefined || row === undefined) {
            unpricedResponses++;
            return { _tag: 'UnpricedResponse', responseId, model, usage, totalUsd, unpricedResponses };
          }
          const usd = usdOf(usage, row);
          totalUsd += usd;
          const { asOf } = row;
          return { _tag: 'PricedResponse', responseId, model, usd, asOf, totalUsd, unpricedResponses };
        }),
      );
    });
}
