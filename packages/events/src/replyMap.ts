import type {
  ConversationItemAdded,
  ConversationItemCreated,
  ConversationItemDeleted,
  ConversationItemRetrieved,
  ConversationItemTruncated,
  InputAudioBufferCleared,
  InputAudioBufferCommitted,
  OutputAudioBufferCleared,
  ResponseDone,
  ServerEvent,
  SessionUpdated,
} from '@rx-realtime/codecs';

/** An event of a response: one that names it. */
export type ResponseEvent = Extract<
  ServerEvent,
  { readonly response_id: string } | { readonly response: unknown }
>;

/** Which server event answers which client event. */
export interface ReplyMap {
  'session.update': SessionUpdated;
  'conversation.item.create': ConversationItemAdded | ConversationItemCreated;
  'conversation.item.delete': ConversationItemDeleted;
  'conversation.item.retrieve': ConversationItemRetrieved;
  'conversation.item.truncate': ConversationItemTruncated;
  'input_audio_buffer.commit': InputAudioBufferCommitted;
  'input_audio_buffer.clear': InputAudioBufferCleared;
  'output_audio_buffer.clear': OutputAudioBufferCleared;
  'response.create': ResponseEvent;
  'response.cancel': ResponseDone;
}
