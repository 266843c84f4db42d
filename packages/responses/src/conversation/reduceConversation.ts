import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import type { ConversationEntry, ConversationSnapshot } from './conversationSnapshot.ts';
import {
  addSound,
  entryOf,
  failTranscription,
  grow,
  hasRoomFor,
  merge,
  transcribe,
  truncate,
} from './internal/conversationEntry.ts';
import {
  type ConversationState,
  generationOf,
  insertAfter,
  PCM_BYTES_PER_MS,
  remove,
  update,
  warn,
} from './internal/conversationList.ts';
import { itemIdOf } from '../internal/serverItem.ts';
import { StateSnapshot, stateOf } from './internal/StateSnapshot.ts';

/** Transcripts that may wait for their item; streaming models send the first words before the commit. */
const MAX_WAITING = 256;

/** Bytes in a millisecond: 8,000 samples of one byte for G.711, 24,000 of two for PCM16. */
const bytesPerMsOf = (format: { readonly type: string } | null | undefined): number =>
  format?.type === 'audio/pcmu' || format?.type === 'audio/pcma' ? 8 : PCM_BYTES_PER_MS;

/** Puts a new item where the server says; without a place, or after an unknown item, at the end. */
const place = (
  state: ConversationState,
  item: ServerItem,
  previousItemId: string | null | undefined,
): ConversationState => {
  const id = itemIdOf(item);
  if (id === undefined) return state;
  if (state.nodes.get(id)) return update(state, id, (entry) => merge(entry, item, generationOf(state)));
  const waiting = state.waiting.filter(({ itemId }) => itemId === id);
  const entry = waiting.reduce(
    (e: ConversationEntry, { apply }) => apply(e),
    entryOf(item, generationOf(state)),
  );
  const rest = { ...state, waiting: state.waiting.filter(({ itemId }) => itemId !== id) };
  if (previousItemId === null || previousItemId === 'root')
    return insertAfter(rest, state.lastOfEarlierSessions, id, entry);
  if (previousItemId === undefined || rest.nodes.get(previousItemId)) {
    return insertAfter(rest, previousItemId ?? rest.last, id, entry);
  }
  return warn(insertAfter(rest, rest.last, id, entry), { _tag: 'UnknownAnchor', itemId: id, previousItemId });
};

/** Applies a transcription to its item, now or when the item comes. */
const hear = (
  state: ConversationState,
  itemId: string,
  apply: (entry: ConversationEntry) => ConversationEntry,
): ConversationState => {
  if (state.nodes.get(itemId)) return update(state, itemId, apply);
  return { ...state, waiting: [...state.waiting, { itemId, apply }].slice(-MAX_WAITING) };
};

interface PartEvent {
  readonly type: string;
  readonly item_id: string;
  readonly content_index: number;
}

/** Changes a content part of a message that is there. Out-of-band items are not, and are passed over in silence. */
const change = (
  state: ConversationState,
  { type: eventType, item_id: itemId, content_index: contentIndex }: PartEvent,
  apply: (entry: ConversationEntry) => ConversationEntry,
  isVisible = true,
): ConversationState => {
  const entry = state.nodes.get(itemId)?.entry;
  if (!entry) return state;
  if (hasRoomFor(entry, contentIndex)) return update(state, itemId, apply, isVisible);
  return warn(state, { _tag: 'UnknownPart', itemId, contentIndex, eventType });
};

const next = (state: ConversationState, event: ServerEvent): ConversationState => {
  switch (event.type) {
    case 'session.created': {
      const bytesPerMs = bytesPerMsOf(
        event.session.type === 'realtime' ? event.session.audio?.output?.format : undefined,
      );
      return {
        ...state,
        sessions: state.sessions + 1,
        lastOfEarlierSessions: state.last,
        waiting: [],
        bytesPerMs,
      };
    }
    case 'session.updated':
      if (event.session.type !== 'realtime') return state;
      return { ...state, bytesPerMs: bytesPerMsOf(event.session.audio?.output?.format) };
    case 'conversation.item.added':
    case 'conversation.item.created':
      return place(state, event.item, event.previous_item_id);
    case 'conversation.item.done': {
      // An out-of-band item is `done` without a place and was never added: it is not part of the conversation.
      const isKnown = state.nodes.get(itemIdOf(event.item) ?? '') !== undefined;
      return isKnown || typeof event.previous_item_id === 'string'
        ? place(state, event.item, event.previous_item_id)
        : state;
    }
    case 'conversation.item.retrieved':
      return place(state, event.item, undefined);
    case 'conversation.item.deleted': {
      const { item_id: itemId, type: eventType } = event;
      return state.nodes.get(itemId)
        ? remove(state, itemId)
        : warn(state, { _tag: 'UnknownItem', itemId, eventType });
    }
    case 'conversation.item.truncated': {
      const { item_id: itemId, content_index: index, audio_end_ms: heardMs, type: eventType } = event;
      if (!state.nodes.get(itemId)) return warn(state, { _tag: 'UnknownItem', itemId, eventType });
      return change(state, event, (entry) => truncate(entry, index, heardMs));
    }
    case 'conversation.item.input_audio_transcription.delta':
      return hear(state, event.item_id, (entry) =>
        transcribe(entry, event.content_index, event.delta, false),
      );
    case 'conversation.item.input_audio_transcription.completed':
      return hear(state, event.item_id, (entry) =>
        transcribe(entry, event.content_index, event.transcript, true),
      );
    case 'conversation.item.input_audio_transcription.failed':
      return hear(state, event.item_id, (entry) => failTranscription(entry, event.error));
    case 'response.output_text.delta':
      return change(state, event, (entry) => grow(entry, event.content_index, 'text', event.delta));
    case 'response.output_audio_transcript.delta':
      return change(state, event, (entry) => grow(entry, event.content_index, 'transcript', event.delta));
    case 'response.output_audio.delta': {
      const ms = (event.delta.length * 3) / 4 / state.bytesPerMs;
      return change(state, event, (entry) => addSound(entry, event.content_index, ms), false);
    }
    default:
      return state;
  }
};

/**
 * The conversation after one more event. Pure: what `conversation()` runs, for those who keep the state themselves.
 *
 * - **Order** is that of `previous_item_id`: `null` and `'root'` mean the front (of what the session added), an unknown
 *   id means the end, with a warning.
 * - **Words** stand in their items: the answer's as they come, the user's when they are transcribed, also before the item
 *   is there (up to 256 pieces wait). What the server declares final replaces what was pieced together.
 * - **Truncation** shortens the transcript to the share of the sound that was heard, at the end of a word, an estimate;
 *   where no sound came over this connection the transcript is dropped, as the server drops it.
 * - **A new session** leaves what was said. The server does not know it any more (`generation` tells), until it is added
 *   again under the same id.
 * - Items of out-of-band responses are no part of the conversation. Items of unknown kind are.
 * - Costs the same at any length; an event that changes nothing gives back the same snapshot.
 *
 * @param conversation start with `emptyConversation`
 * @param event any server event
 * @param maxItems items to keep; more push out the first one, counted in `droppedItems`. Default 10,000
 *
 * @example
 * import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
 *
 * const item = { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] } as const;
 * const added = { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item } as const;
 * console.log(reduceConversation(emptyConversation, added).items.length); // prints: 1
 *
 * @see {@link conversation}
 */
export function reduceConversation(
  conversation: ConversationSnapshot,
  event: ServerEvent,
  maxItems = 10_000,
): ConversationSnapshot {
  const before = stateOf(conversation);
  const state = next(before, event);
  if (state === before) return conversation;
  if (state.nodes.size <= maxItems || state.first === undefined) return new StateSnapshot(state);
  return new StateSnapshot({ ...remove(state, state.first), droppedItems: state.droppedItems + 1 });
}
