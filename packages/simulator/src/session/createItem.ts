import type { Conversation } from '../state/conversation.ts';
import { heardIn } from './heardIn.ts';
import { itemSound, withoutSound } from '../state/itemSound.ts';
import { duplicateItemId, invalidPreviousItemId, invalidToolCallId } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

export const createItem = (conversation: Conversation, event: JsonObject): Refusal | undefined => {
  const { items, scope } = conversation;
  const given = isObject(event['item']) ? event['item'] : {};
  const id = typeof given['id'] === 'string' ? given['id'] : scope.ids.item();
  if (items.has(id)) return duplicateItemId(id);
  const previous = event['previous_item_id'];
  const after = typeof previous === 'string' ? previous : undefined;
  if (after !== undefined && after !== 'root' && !items.has(after)) return invalidPreviousItemId(after);
  const callId = given['call_id'];
  if (given['type'] === 'function_call_output' && !items.hasCall(callId)) {
    return invalidToolCallId(String(callId));
  }
  // Field by field: an object put together from several is slow to make, and slow to write as JSON.
  const wire: Record<string, unknown> = { ...withoutSound(given) };
  if (given['type'] === 'function_call') wire['call_id'] = callId ?? scope.ids.call();
  wire['id'] = id;
  if (!String(given['type']).startsWith('mcp_')) wire['status'] = 'completed';
  const sound = itemSound(given, conversation.session.audio.input.format);
  const heard = heardIn(conversation, given, { id, ...sound });
  const placed = items.insert({ id, wire, ...sound, ...heard, spoken: false }, after);
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
