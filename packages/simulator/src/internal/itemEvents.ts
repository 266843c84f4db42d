import { bytesFromBase64 } from './base64.ts';
import { msOf } from './audioFormat.ts';
import type { Conversation } from './conversation.ts';
import type { StoredItem } from './conversationItems.ts';
import {
  duplicateItemId,
  invalidItemId,
  invalidPreviousItemId,
  invalidToolCallId,
  invalidType,
  notTruncatable,
  truncateTooFar,
} from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { isObject } from './shape.ts';
import type { JsonObject } from './shape.ts';

const audioBytes = (wire: JsonObject): number => {
  const content = wire['content'];
  if (!Array.isArray(content)) return 0;
  return content
    .map((part: unknown) => (isObject(part) && typeof part['audio'] === 'string' ? part['audio'] : ''))
    .reduce((sum, audio) => sum + (bytesFromBase64(audio)?.length ?? 0), 0);
};

/** Sound is not echoed: an item comes back with its transcript or null. */
const withoutAudio = (wire: JsonObject): JsonObject => {
  const content = wire['content'];
  if (!Array.isArray(content)) return wire;
  const quiet = content.map((part: unknown) => {
    if (!isObject(part) || part['type'] !== 'input_audio') return part;
    return { type: 'input_audio', transcript: part['transcript'] ?? null };
  });
  return { ...wire, content: quiet };
};

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
  const wire = { ...withoutAudio(given), ...callOfOwn, id, ...status };
  const placed = items.insert({ id, wire, audioMs: msOf(audioBytes(given) / 2), spoken: false }, after);
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

export const deleteItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  if (!conversation.items.remove(id)) return invalidItemId('delete', id);
  conversation.scope.emit('conversation.item.deleted', { item_id: id });
  return undefined;
};

export const retrieveItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  const item = conversation.items.get(id);
  if (!item) return invalidItemId('retrieve', id);
  conversation.scope.emit('conversation.item.retrieved', { item: item.wire });
  return undefined;
};

/** Cuts the assistant's sound to what was heard; the transcript goes, because it says more than was heard. */
export const truncateItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const id = String(event['item_id']);
  const item = conversation.items.get(id);
  if (!item) return invalidItemId('truncate', id);
  if (!item.spoken) return notTruncatable;
  if (event['content_index'] !== 0)
    return invalidType('content_index', 'the index of an audio part', event['content_index']);
  const endMs = Number(event['audio_end_ms']);
  const audioMs = Math.floor(item.audioMs);
  if (endMs > audioMs) return truncateTooFar(audioMs, endMs);
  const wire = { ...item.wire, content: [{ type: 'output_audio' }] };
  conversation.items.replace({ ...item, wire, audioMs: endMs });
  conversation.scope.emit('conversation.item.truncated', {
    item_id: id,
    content_index: 0,
    audio_end_ms: endMs,
  });
  return undefined;
};
