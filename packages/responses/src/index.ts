export { collectResponse, type CollectedResponse } from './collectResponse.ts';
export type { ArgumentsCodecs, ArgumentsFailure, FunctionCall, FunctionCallOf } from './functionCall.ts';
export { functionCalls } from './functionCalls.ts';
export { inputTranscripts, type InputTranscript, type InputTranscriptsConfig } from './inputTranscripts.ts';
export { responseAudio } from './responseAudio.ts';
export type { InterruptionReason, ResponseOutcome } from './responseOutcome.ts';
export { responses, type ResponsesConfig } from './responses.ts';
export type {
  ContentStreams,
  ItemStream,
  PartAddress,
  PartStream,
  ResponseAudio,
  ResponseStream,
} from './responseStream.ts';
export { ResponseStreamError, type ResponseStreamErrorCode } from './responseStreamError.ts';
export { responseText } from './responseText.ts';
export { responseTranscript } from './responseTranscript.ts';
export type { ResponseWarning } from './responseWarning.ts';
