import type { Conversation } from '../state/conversation.ts';
import { invalidItemId, invalidValue, notTruncatable, truncateTooFar } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { truncated } from '../state/truncated.ts';

/** Cuts the assistant's sound to what was heard, also while more of it is generated. */
export const truncateItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  const item = conversation.items.get(id);
  if (!item) return invalidItemId('truncate', id);
  if (!item.spoken) return notTruncatable;
  const index = event['content_index'];
  if (index !== 0) return invalidValue('content_index', String(index), ['0']);
  const endMs = Number(event['audio_end_ms']);
  const audioMs = Math.floor(item.audioMs);
  if (audioMs === 0 || endMs > audioMs) {
    // The service does not say which event it refuses here.
    conversation.scope.refuse(truncateTooFar(audioMs, endMs));
    return undefined;
  }
  conversation.items.replace(truncated(item, endMs));
  conversation.scope.emit('conversation.item.truncated', {
    item_id: id,
    content_index: 0,
    audio_end_ms: endMs,
  });
  return undefined;
};
