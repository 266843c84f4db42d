export {
  addUsage,
  noTokens,
  noUsage,
  pricesOf,
  totalTokens,
  usageAmountsOf,
  usdOf,
} from '@rx-realtime/responses/usage';
export type {
  CostSums,
  ModalityTokens,
  ModelPrices,
  PricedUsage,
  TokenPrices,
  UnpricedUsage,
  UsageAmounts,
} from '@rx-realtime/responses/usage';
