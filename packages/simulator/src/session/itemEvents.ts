import type { Conversation } from '../state/conversation.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { soundOf, withSound, withoutSound } from '../state/itemSound.ts';
import type { Listening } from '../ears/listening.ts';
import {
  duplicateItemId,
  invalidItemId,
  invalidPreviousItemId,
  invalidToolCallId,
  invalidValue,
  notTruncatable,
  truncateTooFar,
} from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { AudioFormatState } from '../state/sessionState.ts';
import { isObject } from '../shapes/shape.ts';
import type { JsonObject } from '../shapes/shape.ts';
import { truncated } from '../state/truncated.ts';

export const createItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const { items, scope } = conversation;
  const given = isObject(event['item']) ? event['item'] : {};
  const id = typeof given['id'] === 'string' ? given['id'] : scope.ids.item();
  if (items.has(id)) return duplicateItemId(id);
  const previous = event['previous_item_id'];
  const after = typeof previous === 'string' ? previous : undefined;
  if (after !== undefined && after !== 'root' && !items.has(after)) return invalidPreviousItemId(after);
  const callId = given['call_id'];
  const called = (item: StoredItem): boolean =>
    item.wire['type'] === 'function_call' && item.wire['call_id'] === callId;
  if (given['type'] === 'function_call_output' && !items.all().some(called)) {
    return invalidToolCallId(String(callId));
  }
  const callOfOwn = given['type'] === 'function_call' ? { call_id: callId ?? scope.ids.call() } : {};
  const status = String(given['type']).startsWith('mcp_') ? {} : { status: 'completed' };
  const wire = { ...withoutSound(given), ...callOfOwn, id, ...status };
  const sound = soundOf(given, conversation.session.audio.input.format);
  const placed = items.insert({ id, wire, ...sound, spoken: false }, after);
  scope.emit('conversation.item.added', { previous_item_id: placed, item: wire });
  scope.emit('conversation.item.done', { previous_item_id: placed, item: wire });
  if (given['type'] === 'mcp_approval_response') {
    conversation.approvals$.next({
      requestId: String(given['approval_request_id']),
      approve: given['approve'] === true,
    });
  }
  return undefined;
};

export const deleteItem = ({ items, scope }: Listening, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  if (!items.remove(id)) return invalidItemId('delete', id);
  scope.emit('conversation.item.deleted', { item_id: id });
  return undefined;
};

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
