import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import {
  addSound,
  asIncomplete,
  failTranscription,
  grow,
  merge,
  transcribe,
  truncate,
} from './internal/EntryChange.ts';
import type { EntryChange } from './internal/EntryChange.ts';
import {
  entriesOf,
  generationOf,
  insertAfter,
  pcmBytesPerMs,
  remove,
  update,
  warn,
} from './internal/ConversationState.ts';
import type { ConversationState } from './internal/ConversationState.ts';
import { hasRoomFor, lengthOf } from './internal/MessageContent.ts';
import { itemIdOf } from '../internal/itemIdOf.ts';
import { StateSnapshot, stateOf } from './internal/StateSnapshot.ts';

/** Transcripts that may wait for their item; streaming models send the first words before the commit. */
const maxWaiting = 256;

/** Characters that may be pieced together in one content part: twice the longest answer, 32,000 tokens of about 4. */
const maxTextLength = 262_144;

/** Bytes in a millisecond: 8,000 samples of one byte for G.711, 24,000 of two for PCM16. */
const bytesPerMsOf = (format: { readonly type: string } | null | undefined): number =>
  format?.type === 'audio/pcmu' || format?.type === 'audio/pcma' ? 8 : pcmBytesPerMs;

/** Puts a new item where the server says; without a place, or after an unknown item, at the end. */
const place = (
  state: ConversationState,
  item: ServerItem,
  previousItemId: string | null | undefined,
): ConversationState => {
  const id = itemIdOf(item);
  if (id === undefined) return state;
  const generation = generationOf(state);
  if (state.nodes.get(id)) return update(state, id, merge(item, generation));
  const waiting = state.waiting.filter(({ itemId }) => itemId === id);
  const entry = waiting.reduce((heard, { change }) => change(heard), { item, generation, sound: {} });
  const rest = { ...state, waiting: state.waiting.filter(({ itemId }) => itemId !== id) };
  if (previousItemId === null || previousItemId === 'root')
    return insertAfter(rest, state.lastOfEarlierSessions, id, entry);
  if (previousItemId === undefined || rest.nodes.get(previousItemId)) {
    return insertAfter(rest, previousItemId ?? rest.last, id, entry);
  }
  return warn(insertAfter(rest, rest.last, id, entry), { _tag: 'UnknownAnchor', itemId: id, previousItemId });
};

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

/** Changes a content part of a message that is there. Out-of-band items are not, and are passed over in silence. */
const changePart = (
  state: ConversationState,
  { type: eventType, item_id: itemId, content_index: contentIndex }: PartEvent,
  change: EntryChange,
  { growsBy = 0, isVisible = true }: Limits = {},
): ConversationState => {
  const item = state.nodes.get(itemId)?.entry.item;
  if (!item) return state;
  const about = { itemId, contentIndex, eventType };
  if (!hasRoomFor(item, contentIndex)) return warn(state, { _tag: 'UnknownPart', ...about });
  if (growsBy > 0 && lengthOf(item, contentIndex) + growsBy > maxTextLength) {
    return warn(state, { _tag: 'TextOverflow', ...about });
  }
  return update(state, itemId, change, isVisible);
};

/** Applies a transcription to its item, now or when the item comes. */
const hear = (
  state: ConversationState,
  event: PartEvent,
  change: EntryChange,
  limits?: Limits,
): ConversationState => {
  const { item_id: itemId, content_index: contentIndex } = event;
  if (state.nodes.get(itemId)) return changePart(state, event, change, limits);
  const later: EntryChange = (entry) => (hasRoomFor(entry.item, contentIndex) ? change(entry) : entry);
  return { ...state, waiting: [...state.waiting, { itemId, change: later }].slice(-maxWaiting) };
};

/** What was being said when the connection was lost will not be finished. */
const endRunning = (state: ConversationState): ConversationState =>
  entriesOf(state)
    .filter(({ item }) => 'status' in item && item.status === 'in_progress')
    .reduce((before, { item }) => {
      const id = itemIdOf(item);
      return id === undefined ? before : update(before, id, asIncomplete);
    }, state);

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
    case 'connection.lost':
      return endRunning(state);
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
      // Where it was cut is not said: all that was received counts as heard.
      if (typeof heardMs !== 'number') return state;
      return changePart(state, event, truncate(index, heardMs));
    }
    case 'conversation.item.input_audio_transcription.delta': {
      const { content_index: index, delta } = event;
      return hear(state, event, transcribe(index, delta, false), { growsBy: delta.length });
    }
    case 'conversation.item.input_audio_transcription.completed':
      return hear(state, event, transcribe(event.content_index, event.transcript ?? undefined, true));
    case 'conversation.item.input_audio_transcription.failed':
      return hear(state, event, failTranscription(event.error));
    case 'response.output_text.delta':
    case 'response.output_audio_transcript.delta': {
      const { content_index: index, delta } = event;
      const field = event.type === 'response.output_text.delta' ? 'text' : 'transcript';
      return changePart(state, event, grow(index, field, delta), { growsBy: delta.length });
    }
    case 'response.output_audio.delta': {
      const ms = (event.delta.length * 3) / 4 / state.bytesPerMs;
      return changePart(state, event, addSound(event.content_index, ms), { isVisible: false });
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
 * - A content part is pieced together up to 262,144 characters; what comes beyond is left out, with a warning, until the
 *   server sends the whole.
 * - Items of out-of-band responses are no part of the conversation. Items of unknown kind are.
 * - Costs the same at any length; an event that changes nothing gives back the same snapshot.
 *
 * @param conversation start with `emptyConversation`
 * @param event any server event
 * @param maxItems items to keep; more push out the first one, counted in `droppedItems`
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
