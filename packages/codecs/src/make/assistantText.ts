import type { AssistantMessageItem } from '../resources/messageItem.ts';

/** Something the model is to believe it said. */
export function assistantText(text: string): AssistantMessageItem {
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
}
