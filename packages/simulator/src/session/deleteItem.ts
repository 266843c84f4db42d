import type { Listening } from '../ears/listening.ts';
import { invalidItemId } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

export const deleteItem = ({ items, scope }: Listening, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  if (!items.remove(id)) return invalidItemId('delete', id);
  scope.emit('conversation.item.deleted', { item_id: id });
  return undefined;
};
