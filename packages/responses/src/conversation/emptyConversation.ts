import type { ConversationSnapshot } from './conversationSnapshot.ts';
import { emptyState } from './internal/ConversationState.ts';
import { StateSnapshot } from './internal/StateSnapshot.ts';

/** A conversation without items: where `reduceConversation` starts. */
export const emptyConversation: ConversationSnapshot = new StateSnapshot(emptyState);
