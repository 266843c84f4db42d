import type { UserMessageItem } from '../resources/messageItem.ts';
import { userMessage } from './userMessage.ts';

/**
 * A user's message in writing.
 *
 * @example
 * import { conversationItemCreate, userText } from '@rx-realtime/codecs';
 *
 * console.log(conversationItemCreate(userText('Hello.')).type); // prints: conversation.item.create
 */
export function userText(text: string): UserMessageItem {
  return userMessage({ type: 'input_text', text });
}
