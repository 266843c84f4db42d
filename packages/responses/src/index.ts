export { budget, type BudgetConfig, type BudgetReport } from './budget.ts';
export { collectResponse, type CollectedResponse } from './collectResponse.ts';
export { collectText } from './collectText.ts';
export { collectTranscript } from './collectTranscript.ts';
export {
  cost,
  type CostReport,
  type CostSums,
  type PricedResponse,
  type UnpricedResponse,
  usdOf,
} from './cost.ts';
export type {
  ArgumentsCodecs,
  ArgumentsFailure,
  DecodedArguments,
  FunctionCall,
  FunctionCallOf,
} from './functionCall.ts';
export { functionCalls } from './functionCalls.ts';
export { inputTranscripts, type InputTranscript, type InputTranscriptsConfig } from './inputTranscripts.ts';
export { mergeAudio } from './mergeAudio.ts';
export {
  type ModelPrices,
  pricesOf,
  type PriceTable,
  realtimePrices,
  type TokenPrices,
} from './priceTable.ts';
export { type RateLimitHeadroom, rateLimits, type RateLimitsConfig } from './rateLimits.ts';
export type { InterruptionReason, ResponseOutcome } from './responseOutcome.ts';
export { responses, type ResponsesConfig } from './responses.ts';
export type { ContentStreams, ItemStream, PartStream, ResponseStream } from './responseStream.ts';
export { ResponseStreamError, type ResponseStreamErrorCode } from './responseStreamError.ts';
export type { ResponseWarning } from './responseWarning.ts';
export type { ScheduleReport } from './scheduleReport.ts';
export { scheduleResponses, type ScheduleResponsesConfig } from './scheduleResponses.ts';
export { usage, type UsageConfig, type UsageReport } from './usage.ts';
export {
  addUsage,
  type ModalityTokens,
  noTokens,
  noUsage,
  totalTokens,
  type UsageTokens,
  usageTokensOf,
} from './usageTokens.ts';
