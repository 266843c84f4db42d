import {
  ConversationItemCreate,
  ConversationItemDelete,
  ConversationItemRetrieve,
  ConversationItemTruncate,
} from './conversationItem.ts';
import { InputAudioBufferAppend, InputAudioBufferClear, InputAudioBufferCommit } from './inputAudioBuffer.ts';
import type { EventTable } from './eventTable.ts';
import { OutputAudioBufferClear } from './outputAudioBuffer.ts';
import { ResponseCancel, ResponseCreate } from './response.ts';
import { SessionClose, SessionUpdate } from './session.ts';
import { SessionInputAudioBufferAppend } from './sessionInputAudioBuffer.ts';

/**
 * Every event that a client may send in a conversation or a transcription session, by its type: the eleven of the
 * schema and the two `session.*` that a WebSocket accepts besides.
 */
export interface ClientEventMap {
  'session.update': SessionUpdate;
  'session.close': SessionClose;
  'session.input_audio_buffer.append': SessionInputAudioBufferAppend;
  'input_audio_buffer.append': InputAudioBufferAppend;
  'input_audio_buffer.commit': InputAudioBufferCommit;
  'input_audio_buffer.clear': InputAudioBufferClear;
  'output_audio_buffer.clear': OutputAudioBufferClear;
  'conversation.item.create': ConversationItemCreate;
  'conversation.item.delete': ConversationItemDelete;
  'conversation.item.retrieve': ConversationItemRetrieve;
  'conversation.item.truncate': ConversationItemTruncate;
  'response.create': ResponseCreate;
  'response.cancel': ResponseCancel;
}

/** The codec of each client event. */
export const clientEventCodecs: EventTable<ClientEventMap> = {
  'session.update': SessionUpdate,
  'session.close': SessionClose,
  'session.input_audio_buffer.append': SessionInputAudioBufferAppend,
  'input_audio_buffer.append': InputAudioBufferAppend,
  'input_audio_buffer.commit': InputAudioBufferCommit,
  'input_audio_buffer.clear': InputAudioBufferClear,
  'output_audio_buffer.clear': OutputAudioBufferClear,
  'conversation.item.create': ConversationItemCreate,
  'conversation.item.delete': ConversationItemDelete,
  'conversation.item.retrieve': ConversationItemRetrieve,
  'conversation.item.truncate': ConversationItemTruncate,
  'response.create': ResponseCreate,
  'response.cancel': ResponseCancel,
};

/** The type of a client event. */
export type ClientEventType = keyof ClientEventMap;

/** Anything a client says. Narrow by `type`. */
export type ClientEvent = ClientEventMap[ClientEventType];
