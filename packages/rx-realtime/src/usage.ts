export {
  addUsage,
  noTokens,
  noUsage,
  pricesOf,
  totalTokens,
  usageTokensOf,
  usdOf,
} from '@rx-realtime/responses/usage';
export type {
  CostSums,
  ModalityTokens,
  ModelPrices,
  PricedResponse,
  TokenPrices,
  UnpricedResponse,
  UsageTokens,
} from '@rx-realtime/responses/usage';
