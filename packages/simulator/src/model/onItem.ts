import type {
  ConversationItemCreate,
  ConversationItemDelete,
  ConversationItemRetrieve,
  ConversationItemTruncate,
  Item,
} from '@rx-realtime/codecs';
import {
  duplicateItemId,
  invalidItemId,
  invalidPreviousItemId,
  invalidToolCallId,
  invalidValue,
  notTruncatable,
  truncateTooFar,
} from '../shapes/refusal.ts';
import type { Draft, Session } from './draft.ts';
import { inserted, itemOf, placeOf, previousOf, removed, replaced, truncatedFact } from './items.ts';
import type { Happening } from './happening.ts';
import type { ItemFact } from './serverState.ts';

/** The item as all events but one show it: without its sound. */
const withoutSound = (item: Item): Item => {
  if (item.type !== 'message' || item.role !== 'user') return item;
  if (!item.content.some(({ type }) => type === 'input_audio')) return item;
  const content = item.content.map((part) =>
    part.type === 'input_audio' ? { type: part.type, transcript: part.transcript ?? null } : part,
  );
  return { ...item, content };
};

const hasCall = (session: Session, callId: string): boolean =>
  session.items.some(({ wire }) => wire.type === 'function_call' && wire.call_id === callId);

/** The item as the server takes it: with an id, and done. */
const taken = (draft: Draft, item: Item, id: string): ItemFact['wire'] => {
  const quiet = withoutSound(item);
  if (quiet.type === 'function_call')
    return { ...quiet, call_id: quiet.call_id ?? draft.id('call'), id, status: 'completed' };
  return quiet.type === 'message' || quiet.type === 'function_call_output'
    ? { ...quiet, id, status: 'completed' }
    : { ...quiet, id };
};

/** Puts an item into the conversation and tells it. */
export const addItem = (draft: Draft, session: Session, fact: ItemFact, after: string | null): void => {
  session.items = inserted(session.items, fact, after);
  const previous = previousOf(session.items, fact.id);
  draft.tellAdded(fact.wire, previous);
  draft.tellDone(fact.wire, previous);
};

export const onItemCreate = (draft: Draft, session: Session, event: ConversationItemCreate): void => {
  const { item, previous_item_id: after = null } = event;
  const id = item.id ?? draft.id('item');
  if (placeOf(session.items, id) >= 0) return draft.refuse(duplicateItemId(id));
  if (after !== null && after !== 'root' && placeOf(session.items, after) < 0)
    return draft.refuse(invalidPreviousItemId(after));
  if (item.type === 'function_call_output' && !hasCall(session, item.call_id))
    return draft.refuse(invalidToolCallId(item.call_id));
  const wire = taken(draft, item, id);
  addItem(draft, session, { id, wire, audioMs: 0, isSpoken: false, isTruncated: false }, after);
};

export const onItemDelete = (draft: Draft, session: Session, event: ConversationItemDelete): void => {
  const { item_id } = event;
  if (placeOf(session.items, item_id) < 0) return draft.refuse(invalidItemId('delete', item_id));
  session.items = removed(session.items, item_id);
  draft.events.push({ type: 'conversation.item.deleted', event_id: draft.id('event'), item_id });
};

export const onItemRetrieve = (draft: Draft, session: Session, event: ConversationItemRetrieve): void => {
  const item = itemOf(session.items, event.item_id)?.wire;
  if (item === undefined) return draft.refuse(invalidItemId('retrieve', event.item_id));
  draft.events.push({ type: 'conversation.item.retrieved', event_id: draft.id('event'), item });
};

export const onItemTruncate = (draft: Draft, session: Session, event: ConversationItemTruncate): void => {
  const { item_id, content_index, audio_end_ms } = event;
  const fact = itemOf(session.items, item_id);
  if (fact === undefined) return draft.refuse(invalidItemId('truncate', item_id));
  if (!fact.isSpoken) return draft.refuse(notTruncatable);
  if (content_index !== 0) return draft.refuse(invalidValue('content_index', String(content_index), ['0']));
  const audioMs = Math.floor(fact.audioMs);
  if (audioMs === 0 || audio_end_ms > audioMs)
    return draft.refuseUnnamed(truncateTooFar(audioMs, audio_end_ms));
  session.items = replaced(session.items, truncatedFact(fact, audio_end_ms));
  draft.events.push({
    type: 'conversation.item.truncated',
    event_id: draft.id('event'),
    item_id,
    content_index,
    audio_end_ms,
  });
};

/** The transcript becomes part of the item, as `conversation.item.retrieve` shows. */
export const onItemTranscribed = (
  draft: Draft,
  session: Session,
  { item_id, transcript }: Extract<Happening, { readonly type: 'server.transcribes' }>,
): void => {
  const fact = itemOf(session.items, item_id);
  if (fact?.wire.type === 'message' && fact.wire.role === 'user') {
    const content = fact.wire.content.map((part) => ({ ...part, transcript }));
    session.items = replaced(session.items, { ...fact, wire: { ...fact.wire, content } });
  }
  draft.events.push({
    type: 'conversation.item.input_audio_transcription.completed',
    event_id: draft.id('event'),
    item_id,
    content_index: 0,
    transcript,
  });
};
