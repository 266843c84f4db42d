import { withSound } from '../state/itemSound.ts';
import type { Listening } from '../ears/listening.ts';
import { invalidItemId } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { AudioFormatState } from '../state/sessionState.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** @param outputFormat the format of the assistant's sound, where there is an assistant */
export const retrieveItem = (
  { items, scope, session }: Listening,
  event: JsonObject,
  outputFormat?: AudioFormatState,
): Refusal | undefined => {
  const id = String(event['item_id']);
  const item = items.get(id);
  if (!item) return invalidItemId('retrieve', id);
  const format = (item.spoken ? outputFormat : undefined) ?? session.audio.input.format;
  scope.emit('conversation.item.retrieved', { item: withSound(item, format) });
  return undefined;
};
