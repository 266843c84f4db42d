import type { UserContent, UserMessageItem } from '../resources/messageItem.ts';

/**
 * A user's message from its parts.
 *
 * @example
 * import { userMessage } from '@rx-realtime/codecs';
 *
 * const item = userMessage({ type: 'input_text', text: 'What is this?' }, { type: 'input_image', image_url: 'data:image/png;base64,' });
 * console.log(item.content.length); // prints: 2
 */
export function userMessage(...content: readonly UserContent[]): UserMessageItem {
  return { type: 'message', role: 'user', content };
}
