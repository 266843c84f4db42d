export { budget, type BudgetConfig, type BudgetReport } from './usage/budget.ts';
export {
  cost,
  type CostReport,
  type CostSums,
  type PricedUsage,
  type UnpricedUsage,
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
export { modelShutdowns, type ModelShutdown, shutdownOf } from './usage/modelShutdowns.ts';
export { type Billed, usage, type UsageConfig, type UsageReport } from './usage/usage.ts';
export {
  addUsage,
  type ModalityTokens,
  noTokens,
  noUsage,
  totalTokens,
  type UsageAmounts,
  usageAmountsOf,
} from './usage/usageAmounts.ts';
