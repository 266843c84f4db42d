export { conversation, type ConversationConfig } from './conversation/conversation.ts';
export { ConversationFromStored, type StoredConversation } from './conversation/conversationFromStored.ts';
export { emptyConversation } from './conversation/emptyConversation.ts';
export {
  type ConversationEntry,
  type ConversationSnapshot,
  type ConversationWarning,
  type PartSound,
} from './conversation/conversationSnapshot.ts';
export { reduceConversation } from './conversation/reduceConversation.ts';
export { trimConversation } from './conversation/trimConversation.ts';
export { keepLastItems, keepLastTurns, type TrimPolicy } from './conversation/trimPolicy.ts';
