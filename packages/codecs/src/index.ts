export { AlawFromBase64, BytesFromBase64, MulawFromBase64 } from './BytesFromBase64.ts';
export { DateFromUnixSeconds } from './DateFromUnixSeconds.ts';
export { JsonFromString } from './JsonFromString.ts';
export { Pcm16FromBase64 } from './Pcm16FromBase64.ts';
export { AudioFormat, PcmaFormat, PcmFormat, PcmuFormat } from './audioFormat.ts';
export { AudioTranscription, AudioTranscriptionState, TranscriptionModel } from './audioTranscription.ts';
export { Base64Error, base64FromBytes, bytesFromBase64 } from './base64.ts';
export { clientEventCodecs } from './clientEvent.ts';
export type { ClientEvent, ClientEventMap, ClientEventType } from './clientEvent.ts';
export {
  clientEvents,
  conversationItemCreate,
  conversationItemDelete,
  conversationItemRetrieve,
  conversationItemTruncate,
  inputAudioBufferAppend,
  inputAudioBufferClear,
  inputAudioBufferCommit,
  outputAudioBufferClear,
  responseCancel,
  responseCreate,
  sessionClose,
  sessionInputAudioBufferAppend,
  sessionUpdate,
  translationSessionUpdate,
} from './clientEvents.ts';
export type { ClientEventsConfig, ItemPlace, SessionSettings, TruncateParams } from './clientEvents.ts';
export { Conversation, ConversationCreated } from './conversation.ts';
export {
  ConversationItemAdded,
  ConversationItemCreate,
  ConversationItemCreated,
  ConversationItemDelete,
  ConversationItemDeleted,
  ConversationItemDone,
  ConversationItemRetrieve,
  ConversationItemRetrieved,
  ConversationItemTruncate,
  ConversationItemTruncated,
} from './conversationItem.ts';
export { decodeClientEvent, decodeClientFrame } from './decodeClientEvent.ts';
export { decodeFrame, decodeServerEvent } from './decodeServerEvent.ts';
export { encodeClientEvent } from './encodeClientEvent.ts';
export { encodeServerEvent } from './encodeServerEvent.ts';
export { ErrorDetails, ErrorEvent } from './error.ts';
export type { DecodeFailure, EncodeFailure, Problem } from './failure.ts';
export { FunctionCallItem, FunctionCallOutputItem } from './functionCallItem.ts';
export {
  InputAudioBufferAppend,
  InputAudioBufferClear,
  InputAudioBufferCleared,
  InputAudioBufferCommit,
  InputAudioBufferCommitted,
  InputAudioBufferDtmfEventReceived,
  InputAudioBufferSpeechStarted,
  InputAudioBufferSpeechStopped,
  InputAudioBufferTimeoutTriggered,
} from './inputAudioBuffer.ts';
export {
  ConversationItemInputAudioTranscriptionCompleted,
  ConversationItemInputAudioTranscriptionDelta,
  ConversationItemInputAudioTranscriptionFailed,
  ConversationItemInputAudioTranscriptionSegment,
  LogProb,
  TranscriptionError,
  TranscriptionLanguage,
} from './inputAudioTranscription.ts';
export { Item, ItemReference, ServerItem } from './item.ts';
export {
  assistantText,
  functionCallOutput,
  mcpApprovalResponse,
  systemText,
  userAudio,
  userImage,
  userMessage,
  userText,
} from './items.ts';
export type { AudioInput } from './items.ts';
export {
  McpApprovalRequestItem,
  McpApprovalResponseItem,
  McpCallItem,
  McpError,
  McpListedTool,
  McpListToolsItem,
} from './mcpItem.ts';
export { McpListToolsCompleted, McpListToolsFailed, McpListToolsInProgress } from './mcpListTools.ts';
export {
  AssistantContent,
  AssistantMessageItem,
  MessageItem,
  SystemContent,
  SystemMessageItem,
  UserContent,
  UserMessageItem,
} from './messageItem.ts';
export { Metadata } from './metadata.ts';
export { NoiseReduction, NoiseReductionType } from './noiseReduction.ts';
export {
  OutputAudioBufferClear,
  OutputAudioBufferCleared,
  OutputAudioBufferStarted,
  OutputAudioBufferStopped,
} from './outputAudioBuffer.ts';
export { base64FromPcm16, pcm16FromBase64, pcm16FromBytes } from './pcm16.ts';
export { bytesFromDelta, pcm16FromDelta } from './pcm16FromDelta.ts';
export type { AudioDelta } from './pcm16FromDelta.ts';
export { InputFileContent, InputImageContent, InputTextContent, Prompt } from './prompt.ts';
export { randomId } from './randomId.ts';
export { RateLimit, RateLimitsUpdated } from './rateLimits.ts';
export { Reasoning } from './reasoning.ts';
export {
  MaxOutputTokens,
  OutputModality,
  Response,
  ResponseError,
  ResponseStatusDetails,
} from './response.ts';
export { ResponseOutputAudioDelta, ResponseOutputAudioDone } from './responseAudio.ts';
export {
  ResponseOutputAudioTranscriptDelta,
  ResponseOutputAudioTranscriptDone,
} from './responseAudioTranscript.ts';
export { ContentPart, ResponseContentPartAdded, ResponseContentPartDone } from './responseContentPart.ts';
export {
  ResponseCancel,
  ResponseCreate,
  ResponseCreated,
  ResponseCreateParams,
  ResponseDone,
} from './responseEvents.ts';
export {
  ResponseFunctionCallArgumentsDelta,
  ResponseFunctionCallArgumentsDone,
} from './responseFunctionCall.ts';
export {
  ResponseMcpCallArgumentsDelta,
  ResponseMcpCallArgumentsDone,
  ResponseMcpCallCompleted,
  ResponseMcpCallFailed,
  ResponseMcpCallInProgress,
} from './responseMcpCall.ts';
export { ResponseOutputItemAdded, ResponseOutputItemDone } from './responseOutputItem.ts';
export { ResponseOutputTextDelta, ResponseOutputTextDone } from './responseText.ts';
export { serverEventCodecs } from './serverEvent.ts';
export type { ServerEvent, ServerEventMap, ServerEventType, UnknownServerEvent } from './serverEvent.ts';
export { RealtimeSession, Session, TranscriptionSession } from './session.ts';
export {
  RealtimeModel,
  RealtimeSessionConfig,
  SessionConfig,
  SessionInclude,
  TranscriptionSessionConfig,
} from './sessionConfig.ts';
export { SessionClose, SessionCreated, SessionUpdate, SessionUpdated } from './sessionEvents.ts';
export { FunctionTool, McpTool, McpToolFilter, Tool, ToolChoice } from './tool.ts';
export { Tracing, TracingOptions } from './tracing.ts';
export { RetentionRatioTruncation, Truncation } from './truncation.ts';
export { SemanticVad, ServerVad, TurnDetection } from './turnDetection.ts';
export {
  CachedTokenDetails,
  DurationUsage,
  InputTokenDetails,
  OutputTokenDetails,
  TokenUsage,
  TranscriptionUsage,
  Usage,
} from './usage.ts';
export { CustomVoice, Voice, VoiceName } from './voice.ts';
export type { DecodeConfig } from './internal/eventReader.ts';
export { UnknownVariant } from './internal/tagged.ts';
