import type { ConversationEntry, ConversationWarning } from '../conversationSnapshot.ts';
import { generationOf, update, warn } from './ConversationState.ts';
import type { ConversationState } from './ConversationState.ts';
import type { EntryChange } from './EntryChange.ts';
import { hasRoomFor, lengthOf } from './MessageContent.ts';

/** Items whose words may come before them; one is spoken at a time, and streaming models write while it is. */
const maxPending = 64;

/** Characters that may be pieced together in one content part: twice the longest answer, 32,000 tokens of about 4. */
const maxTextLength = 262_144;

interface PartEvent {
  readonly type: string;
  readonly item_id: string;
  readonly content_index: number;
}

interface Limits {
  /** Characters that the change adds. */
  readonly growsBy?: number;
  /** Whether it can be seen in the items. */
  readonly isVisible?: boolean;
}

/** What keeps the event from changing this part of the entry, if anything does. */
const obstacle = (
  { item }: ConversationEntry,
  { type: eventType, item_id: itemId, content_index: contentIndex }: PartEvent,
  growsBy: number,
): ConversationWarning | undefined => {
  if (!hasRoomFor(item, contentIndex)) return { _tag: 'UnknownPart', itemId, contentIndex, eventType };
  return growsBy > 0 && lengthOf(item, contentIndex) + growsBy > maxTextLength
    ? { _tag: 'TextOverflow', itemId, contentIndex, eventType }
    : undefined;
};

/** Changes a content part of a message that is there. Out-of-band items are not, and are passed over in silence. */
export const changePart = (
  state: ConversationState,
  event: PartEvent,
  change: EntryChange,
  { growsBy = 0, isVisible = true }: Limits = {},
): ConversationState => {
  let warning: ConversationWarning | undefined;
  const changed = update(
    state,
    event.item_id,
    (entry) => {
      warning = obstacle(entry, event, growsBy);
      return warning ? entry : change(entry);
    },
    isVisible,
  );
  return warning ? warn(state, warning) : changed;
};

/** Applies a transcription to its item, or to what becomes of it when it comes. */
export const hear = (
  state: ConversationState,
  event: PartEvent,
  change: EntryChange,
  limits: Limits = {},
): ConversationState => {
  const { item_id: itemId } = event;
  if (state.nodes.get(itemId)) return changePart(state, event, change, limits);
  if (state.removed.includes(itemId)) return state;
  const known = state.pending.get(itemId);
  if (!known && state.pending.size >= maxPending) return warn(state, { _tag: 'PendingOverflow', itemId });
  const entry = known ?? unheard(itemId, generationOf(state));
  const warning = obstacle(entry, event, limits.growsBy ?? 0);
  if (warning) return warn(state, warning);
  const pending = new Map(state.pending).set(itemId, change(entry));
  return { ...state, pending, revision: state.revision + 1 };
};

/** What is known of an item of which only words have come. */
const unheard = (id: string, generation: number): ConversationEntry => ({
  item: { type: 'message', id, role: 'user', status: 'in_progress', content: [] },
  generation,
  sound: {},
});
