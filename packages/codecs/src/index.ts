export { AlawFromBase64, BytesFromBase64, MulawFromBase64 } from './transforms/BytesFromBase64.ts';
export { DateFromUnixSeconds } from './transforms/DateFromUnixSeconds.ts';
export { mergeSettings } from './make/mergeSettings.ts';
export { estimateTokens } from './items/estimateTokens.ts';
export { itemIdOf } from './items/itemIdOf.ts';
export { itemStatusOf, type ItemStatus } from './items/itemStatusOf.ts';
export { itemTypeOf } from './items/itemTypeOf.ts';
export { textOf } from './items/textOf.ts';
export { JsonFromString } from './transforms/JsonFromString.ts';
export { Pcm16FromBase64 } from './transforms/Pcm16FromBase64.ts';
export { AudioFormat, PcmaFormat, PcmFormat, PcmuFormat } from './resources/audioFormat.ts';
export {
  AudioTranscription,
  AudioTranscriptionState,
  TranscriptionModel,
} from './resources/audioTranscription.ts';
export { clientEventCodecs } from './events/clientEventCodecs.ts';
export type { ClientEvent, ClientEventMap, ClientEventType } from './events/clientEventCodecs.ts';
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
} from './make/clientEvents.ts';
export type { ClientEventsConfig, ItemPlace, SessionSettings, TruncateParams } from './make/clientEvents.ts';
export { Conversation, ConversationCreated } from './events/conversation.ts';
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
} from './events/conversationItem.ts';
export { decodeClientEvent, decodeClientFrame } from './wire/decodeClientEvent.ts';
export { decodeFrame, decodeServerEvent } from './wire/decodeServerEvent.ts';
export { unread, unreadOf } from './wire/unread.ts';
export type { UnreadPart } from './wire/unread.ts';
export type { Drift, NextObserver } from './wire/drift.ts';
export { encodeClientEvent } from './wire/encodeClientEvent.ts';
export { liftFrame } from './wire/liftFrame.ts';
export { lowerEvent, type LowerEventConfig } from './wire/lowerEvent.ts';
export { encodeServerEvent } from './wire/encodeServerEvent.ts';
export { ErrorDetails, ErrorEvent } from './events/error.ts';
export type { DecodeFailure, EncodeFailure, Problem } from './describe/failure.ts';
export { FunctionCallItem, FunctionCallOutputItem } from './resources/functionCallItem.ts';
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
} from './events/inputAudioBuffer.ts';
export {
  ConversationItemInputAudioTranscriptionCompleted,
  ConversationItemInputAudioTranscriptionDelta,
  ConversationItemInputAudioTranscriptionFailed,
  ConversationItemInputAudioTranscriptionSegment,
  LogProb,
  TranscriptionError,
  TranscriptionLanguage,
} from './events/inputAudioTranscription.ts';
export { Item, ItemReference, ServerItem } from './resources/item.ts';
export { assistantText } from './make/assistantText.ts';
export { functionCallOutput } from './make/functionCallOutput.ts';
export { mcpApprovalResponse } from './make/mcpApprovalResponse.ts';
export { systemText } from './make/systemText.ts';
export { userAudio } from './make/userAudio.ts';
export { userImage } from './make/userImage.ts';
export { userMessage } from './make/userMessage.ts';
export { userText } from './make/userText.ts';
export type { AudioInput } from './make/base64FromAudio.ts';
export {
  McpApprovalRequestItem,
  McpApprovalResponseItem,
  McpCallItem,
  McpError,
  McpListedTool,
  McpListToolsItem,
} from './resources/mcpItem.ts';
export { McpListToolsCompleted, McpListToolsFailed, McpListToolsInProgress } from './events/mcpListTools.ts';
export {
  AssistantContent,
  AssistantMessageItem,
  MessageItem,
  SystemContent,
  SystemMessageItem,
  UserContent,
  UserMessageItem,
} from './resources/messageItem.ts';
export { Metadata } from './resources/metadata.ts';
export { NoiseReduction, NoiseReductionType } from './resources/noiseReduction.ts';
export {
  OutputAudioBufferClear,
  OutputAudioBufferCleared,
  OutputAudioBufferStarted,
  OutputAudioBufferStopped,
} from './events/outputAudioBuffer.ts';
export { bytesFromDelta, pcm16FromDelta } from './wire/pcm16FromDelta.ts';
export type { AudioDelta } from './wire/pcm16FromDelta.ts';
export { InputFileContent, InputImageContent, InputTextContent, Prompt } from './resources/prompt.ts';
export { RecentIds } from './correlation/RecentIds.ts';
export type { TypedEvent } from './correlation/correlation.ts';
export type { Delivery, DeliveryState } from './correlation/delivery.ts';
export type { ConnectionLost, ConnectionOutcome } from './events/connectionLost.ts';
export type {
  ConnectionRestored,
  Handover,
  RestoredItem,
  RestoreReport,
} from './events/connectionRestored.ts';
export type { LocalEvent } from './events/serverEventCodecs.ts';
export { randomId } from './randomId.ts';
export { unreadableEvent } from './wire/unreadableEvent.ts';
export { withCredentials } from './make/withCredentials.ts';
export { withIds } from './make/withIds.ts';
export type { IdentifiedClientEvent } from './make/withIds.ts';
export { RateLimit, RateLimitsUpdated } from './events/rateLimits.ts';
export { Reasoning } from './resources/reasoning.ts';
export {
  MaxOutputTokens,
  OutputModality,
  RealtimeResponse,
  ResponseError,
  ResponseStatusDetails,
} from './resources/realtimeResponse.ts';
export { ResponseOutputAudioDelta, ResponseOutputAudioDone } from './events/responseAudio.ts';
export {
  ResponseOutputAudioTranscriptDelta,
  ResponseOutputAudioTranscriptDone,
} from './events/responseAudioTranscript.ts';
export {
  ContentPart,
  ResponseContentPartAdded,
  ResponseContentPartDone,
} from './events/responseContentPart.ts';
export {
  ResponseCancel,
  ResponseCreate,
  ResponseCreated,
  ResponseCreateParams,
  ResponseDone,
} from './events/response.ts';
export {
  ResponseFunctionCallArgumentsDelta,
  ResponseFunctionCallArgumentsDone,
} from './events/responseFunctionCall.ts';
export {
  ResponseMcpCallArgumentsDelta,
  ResponseMcpCallArgumentsDone,
  ResponseMcpCallCompleted,
  ResponseMcpCallFailed,
  ResponseMcpCallInProgress,
} from './events/responseMcpCall.ts';
export { ResponseOutputItemAdded, ResponseOutputItemDone } from './events/responseOutputItem.ts';
export { ResponseOutputTextDelta, ResponseOutputTextDone } from './events/responseText.ts';
export { serverEventCodecs } from './events/serverEventCodecs.ts';
export type {
  ServerEvent,
  ServerEventMap,
  ServerEventType,
  UnknownServerEvent,
} from './events/serverEventCodecs.ts';
export { RealtimeSession, ReportedSession, Session, TranscriptionSession } from './resources/session.ts';
export {
  RealtimeModel,
  RealtimeSessionConfig,
  SessionConfig,
  SessionInclude,
  TranscriptionSessionConfig,
} from './resources/sessionConfig.ts';
export { SessionClose, SessionCreated, SessionUpdate, SessionUpdated } from './events/session.ts';
export { FunctionTool, McpTool, McpToolFilter, Tool, ToolChoice } from './resources/tool.ts';
export { Tracing, TracingOptions } from './resources/tracing.ts';
export { RetentionRatioTruncation, Truncation } from './resources/truncation.ts';
export { SemanticVad, ServerVad, TurnDetection } from './resources/turnDetection.ts';
export {
  CachedTokenDetails,
  DurationUsage,
  InputTokenDetails,
  OutputTokenDetails,
  TokenUsage,
  TranscriptionUsage,
  Usage,
} from './resources/usage.ts';
export { CustomVoice, Voice, VoiceName } from './resources/voice.ts';
export type { DecodeConfig } from './wire/eventReader.ts';
export { UnknownVariant } from './describe/tagged.ts';
export type { SpeechAddress, SpeechBlock } from './speech/speechBlock.ts';
export { declaredFormats, type SoundFormats } from './speech/declaredFormats.ts';
export { speechReader } from './speech/speechReader.ts';
export type { MalformedSpeech, SpeechFormat, SpeechReader } from './speech/speechReader.ts';
