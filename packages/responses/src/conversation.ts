export type { Caption } from './conversation/caption.ts';
export { captions, type CaptionsConfig } from './conversation/captions.ts';
export { conversation, type ConversationConfig } from './conversation/conversation.ts';
export { ConversationFromStored, type StoredConversation } from './conversation/conversationFromStored.ts';
export { emptyConversation } from './conversation/emptyConversation.ts';
export {
  type ConversationEntry,
  type ConversationSnapshot,
  type ConversationWarning,
  type PartSound,
} from './conversation/conversationSnapshot.ts';
export {
  type ConversationOrder,
  reduceConversation,
  type ReduceConversationConfig,
} from './conversation/reduceConversation.ts';
export { trimConversation } from './conversation/trimConversation.ts';
export { keepLastItems, keepLastTurns, type TrimPolicy } from './conversation/trimPolicy.ts';
