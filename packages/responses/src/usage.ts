export { budget, type BudgetConfig, type BudgetReport } from './usage/budget.ts';
export {
  cost,
  type CostReport,
  type CostSums,
  type PricedResponse,
  type UnpricedResponse,
  usdOf,
} from './usage/cost.ts';
export {
  type ModelPrices,
  pricesOf,
  type PriceTable,
  realtimePrices,
  type TokenPrices,
} from './usage/priceTable.ts';
export { type RateLimitHeadroom, rateLimits, type RateLimitsConfig } from './usage/rateLimits.ts';
export { usage, type UsageConfig, type UsageReport } from './usage/usage.ts';
export {
  addUsage,
  type ModalityTokens,
  noTokens,
  noUsage,
  totalTokens,
  type UsageTokens,
  usageTokensOf,
} from './usage/usageTokens.ts';
