export * from '@rx-realtime/codecs';
export * from '@rx-realtime/codecs/beta';
export * from '@rx-realtime/codecs/correlation';
export * from '@rx-realtime/codecs/http';
export * from '@rx-realtime/codecs/strict';
export * from '@rx-realtime/pcm';
export * from '@rx-realtime/reconnection/store';
export { ConversationFromStored } from '@rx-realtime/responses/conversation';
export type { StoredConversation } from '@rx-realtime/responses/conversation';
