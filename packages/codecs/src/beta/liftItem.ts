import { isFields } from './fields.ts';

const liftPart = (part: unknown): unknown =>
  isFields(part) && (part['type'] === 'text' || part['type'] === 'audio')
    ? { ...part, type: `output_${part['type']}` }
    : part;

/** An item with the content types that the model's words have today. */
export const liftItem = (item: unknown): unknown =>
  isFields(item) && item['role'] === 'assistant' && Array.isArray(item['content'])
    ? { ...item, content: item['content'].map(liftPart) }
    : item;
