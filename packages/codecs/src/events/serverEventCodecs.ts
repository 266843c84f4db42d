import { ConversationCreated } from './conversation.ts';
import {
  ConversationItemAdded,
  ConversationItemCreated,
  ConversationItemDeleted,
  ConversationItemDone,
  ConversationItemRetrieved,
  ConversationItemTruncated,
} from './conversationItem.ts';
import { ErrorEvent } from './error.ts';
import type { ConnectionLost } from './connectionLost.ts';
import type { ConnectionRestored } from './connectionRestored.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import {
  InputAudioBufferCleared,
  InputAudioBufferCommitted,
  InputAudioBufferDtmfEventReceived,
  InputAudioBufferSpeechStarted,
  InputAudioBufferSpeechStopped,
  InputAudioBufferTimeoutTriggered,
} from './inputAudioBuffer.ts';
import {
  ConversationItemInputAudioTranscriptionCompleted,
  ConversationItemInputAudioTranscriptionDelta,
  ConversationItemInputAudioTranscriptionFailed,
  ConversationItemInputAudioTranscriptionSegment,
} from './inputAudioTranscription.ts';
import type { EventTable } from './eventTable.ts';
import { McpListToolsCompleted, McpListToolsFailed, McpListToolsInProgress } from './mcpListTools.ts';
import {
  OutputAudioBufferCleared,
  OutputAudioBufferStarted,
  OutputAudioBufferStopped,
} from './outputAudioBuffer.ts';
import { RateLimitsUpdated } from './rateLimits.ts';
import { ResponseOutputAudioDelta, ResponseOutputAudioDone } from './responseAudio.ts';
import {
  ResponseOutputAudioTranscriptDelta,
  ResponseOutputAudioTranscriptDone,
} from './responseAudioTranscript.ts';
import { ResponseContentPartAdded, ResponseContentPartDone } from './responseContentPart.ts';
import { ResponseCreated, ResponseDone } from './response.ts';
import {
  ResponseFunctionCallArgumentsDelta,
  ResponseFunctionCallArgumentsDone,
} from './responseFunctionCall.ts';
import {
  ResponseMcpCallArgumentsDelta,
  ResponseMcpCallArgumentsDone,
  ResponseMcpCallCompleted,
  ResponseMcpCallFailed,
  ResponseMcpCallInProgress,
} from './responseMcpCall.ts';
import { ResponseOutputItemAdded, ResponseOutputItemDone } from './responseOutputItem.ts';
import { ResponseOutputTextDelta, ResponseOutputTextDone } from './responseText.ts';
import { SessionCreated, SessionUpdated } from './session.ts';

/** Every event that a server may send in a conversation or a transcription session, by its type. */
export interface ServerEventMap {
  error: ErrorEvent;
  'session.created': SessionCreated;
  'session.updated': SessionUpdated;
  'conversation.created': ConversationCreated;
  'conversation.item.added': ConversationItemAdded;
  'conversation.item.created': ConversationItemCreated;
  'conversation.item.deleted': ConversationItemDeleted;
  'conversation.item.done': ConversationItemDone;
  'conversation.item.retrieved': ConversationItemRetrieved;
  'conversation.item.truncated': ConversationItemTruncated;
  'conversation.item.input_audio_transcription.delta': ConversationItemInputAudioTranscriptionDelta;
  'conversation.item.input_audio_transcription.segment': ConversationItemInputAudioTranscriptionSegment;
  'conversation.item.input_audio_transcription.completed': ConversationItemInputAudioTranscriptionCompleted;
  'conversation.item.input_audio_transcription.failed': ConversationItemInputAudioTranscriptionFailed;
  'input_audio_buffer.cleared': InputAudioBufferCleared;
  'input_audio_buffer.committed': InputAudioBufferCommitted;
  'input_audio_buffer.dtmf_event_received': InputAudioBufferDtmfEventReceived;
  'input_audio_buffer.speech_started': InputAudioBufferSpeechStarted;
  'input_audio_buffer.speech_stopped': InputAudioBufferSpeechStopped;
  'input_audio_buffer.timeout_triggered': InputAudioBufferTimeoutTriggered;
  'output_audio_buffer.cleared': OutputAudioBufferCleared;
  'output_audio_buffer.started': OutputAudioBufferStarted;
  'output_audio_buffer.stopped': OutputAudioBufferStopped;
  'rate_limits.updated': RateLimitsUpdated;
  'response.created': ResponseCreated;
  'response.done': ResponseDone;
  'response.output_item.added': ResponseOutputItemAdded;
  'response.output_item.done': ResponseOutputItemDone;
  'response.content_part.added': ResponseContentPartAdded;
  'response.content_part.done': ResponseContentPartDone;
  'response.output_audio.delta': ResponseOutputAudioDelta;
  'response.output_audio.done': ResponseOutputAudioDone;
  'response.output_audio_transcript.delta': ResponseOutputAudioTranscriptDelta;
  'response.output_audio_transcript.done': ResponseOutputAudioTranscriptDone;
  'response.output_text.delta': ResponseOutputTextDelta;
  'response.output_text.done': ResponseOutputTextDone;
  'response.function_call_arguments.delta': ResponseFunctionCallArgumentsDelta;
  'response.function_call_arguments.done': ResponseFunctionCallArgumentsDone;
  'response.mcp_call_arguments.delta': ResponseMcpCallArgumentsDelta;
  'response.mcp_call_arguments.done': ResponseMcpCallArgumentsDone;
  'response.mcp_call.in_progress': ResponseMcpCallInProgress;
  'response.mcp_call.completed': ResponseMcpCallCompleted;
  'response.mcp_call.failed': ResponseMcpCallFailed;
  'mcp_list_tools.in_progress': McpListToolsInProgress;
  'mcp_list_tools.completed': McpListToolsCompleted;
  'mcp_list_tools.failed': McpListToolsFailed;
}

/** The codec of each server event. */
export const serverEventCodecs: EventTable<ServerEventMap> = {
  error: ErrorEvent,
  'session.created': SessionCreated,
  'session.updated': SessionUpdated,
  'conversation.created': ConversationCreated,
  'conversation.item.added': ConversationItemAdded,
  'conversation.item.created': ConversationItemCreated,
  'conversation.item.deleted': ConversationItemDeleted,
  'conversation.item.done': ConversationItemDone,
  'conversation.item.retrieved': ConversationItemRetrieved,
  'conversation.item.truncated': ConversationItemTruncated,
  'conversation.item.input_audio_transcription.delta': ConversationItemInputAudioTranscriptionDelta,
  'conversation.item.input_audio_transcription.segment': ConversationItemInputAudioTranscriptionSegment,
  'conversation.item.input_audio_transcription.completed': ConversationItemInputAudioTranscriptionCompleted,
  'conversation.item.input_audio_transcription.failed': ConversationItemInputAudioTranscriptionFailed,
  'input_audio_buffer.cleared': InputAudioBufferCleared,
  'input_audio_buffer.committed': InputAudioBufferCommitted,
  'input_audio_buffer.dtmf_event_received': InputAudioBufferDtmfEventReceived,
  'input_audio_buffer.speech_started': InputAudioBufferSpeechStarted,
  'input_audio_buffer.speech_stopped': InputAudioBufferSpeechStopped,
  'input_audio_buffer.timeout_triggered': InputAudioBufferTimeoutTriggered,
  'output_audio_buffer.cleared': OutputAudioBufferCleared,
  'output_audio_buffer.started': OutputAudioBufferStarted,
  'output_audio_buffer.stopped': OutputAudioBufferStopped,
  'rate_limits.updated': RateLimitsUpdated,
  'response.created': ResponseCreated,
  'response.done': ResponseDone,
  'response.output_item.added': ResponseOutputItemAdded,
  'response.output_item.done': ResponseOutputItemDone,
  'response.content_part.added': ResponseContentPartAdded,
  'response.content_part.done': ResponseContentPartDone,
  'response.output_audio.delta': ResponseOutputAudioDelta,
  'response.output_audio.done': ResponseOutputAudioDone,
  'response.output_audio_transcript.delta': ResponseOutputAudioTranscriptDelta,
  'response.output_audio_transcript.done': ResponseOutputAudioTranscriptDone,
  'response.output_text.delta': ResponseOutputTextDelta,
  'response.output_text.done': ResponseOutputTextDone,
  'response.function_call_arguments.delta': ResponseFunctionCallArgumentsDelta,
  'response.function_call_arguments.done': ResponseFunctionCallArgumentsDone,
  'response.mcp_call_arguments.delta': ResponseMcpCallArgumentsDelta,
  'response.mcp_call_arguments.done': ResponseMcpCallArgumentsDone,
  'response.mcp_call.in_progress': ResponseMcpCallInProgress,
  'response.mcp_call.completed': ResponseMcpCallCompleted,
  'response.mcp_call.failed': ResponseMcpCallFailed,
  'mcp_list_tools.in_progress': McpListToolsInProgress,
  'mcp_list_tools.completed': McpListToolsCompleted,
  'mcp_list_tools.failed': McpListToolsFailed,
};

/** The type of a server event. */
export type ServerEventType = keyof ServerEventMap;

/** An event that this version does not understand: of an unknown type, or of a known type that does not decode. */
export interface UnknownServerEvent {
  /** Not a wire type: marks what was not understood. */
  readonly type: 'unknown';
  /** The `type` that the server sent. */
  readonly wireType: string;
  /** The whole event, unread. */
  readonly payload: unknown;
  /** Why it does not decode; absent when the type is unknown. */
  readonly failure?: DecodeFailure;
}

/** What a socket tells in the stream of events itself; it never comes over the wire. */
export type LocalEvent = ConnectionLost | ConnectionRestored;

/** Anything a server says, and what the socket says of the connection. Narrow by `type`. */
export type ServerEvent = ServerEventMap[ServerEventType] | UnknownServerEvent | LocalEvent;
