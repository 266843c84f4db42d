export { collectResponse, type CollectedResponse } from './answers/collectResponse.ts';
export { collectText } from './answers/collectText.ts';
export { collectTranscript } from './answers/collectTranscript.ts';
export type {
  ArgumentsCodecs,
  ArgumentsFailure,
  DecodedArguments,
  FunctionCall,
  FunctionCallOf,
} from './calls/functionCall.ts';
export { functionCalls } from './calls/functionCalls.ts';
export {
  inputTranscripts,
  type InputTranscript,
  type InputTranscriptsConfig,
} from './transcripts/inputTranscripts.ts';
export { mergeAudio } from './answers/mergeAudio.ts';
export type { InterruptionReason, ResponseOutcome } from './answers/responseOutcome.ts';
export { responses, type ResponsesConfig } from './answers/responses.ts';
export type {
  ContentStreams,
  ItemStream,
  PartStream,
  ResponseStream,
  SessionState,
} from './answers/responseStream.ts';
export {
  isResponseStreamError,
  ResponseStreamError,
  type ResponseStreamErrorCode,
} from './answers/responseStreamError.ts';
export type { ResponseWarning } from './answers/responseWarning.ts';
export type { ScheduleReport } from './schedule/scheduleReport.ts';
export { scheduleResponses, type ScheduleResponsesConfig } from './schedule/scheduleResponses.ts';
