import type { SystemMessageItem } from '../resources/messageItem.ts';

/** Instructions added in the middle of a conversation. */
export function systemText(text: string): SystemMessageItem {
  return { type: 'message', role: 'system', content: [{ type: 'input_text', text }] };
}
