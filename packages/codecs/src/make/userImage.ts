import type { UserContent, UserMessageItem } from '../resources/messageItem.ts';
import { userMessage } from './userMessage.ts';

/**
 * A picture from the user.
 *
 * @param imageUrl a `data:` URI, PNG or JPEG
 * @param detail how closely the model looks; `auto` when left out
 */
export function userImage(imageUrl: string, detail?: UserContent['detail']): UserMessageItem {
  return userMessage({ type: 'input_image', image_url: imageUrl, ...(detail && { detail }) });
}
