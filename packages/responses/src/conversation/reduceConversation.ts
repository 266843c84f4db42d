import { declaredFormats, itemIdOf, itemStatusOf } from '@rx-realtime/codecs';
import { byteLengthOf, bytesPerMsOf, isG711 } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import {
  addSound,
  failTranscription,
  grow,
  interrupt,
  merge,
  transcribe,
  truncate,
} from './internal/EntryChange.ts';
import { entriesOf, generationOf, insertAfter, remove, update, warn } from './internal/ConversationState.ts';
import type { ConversationState } from './internal/ConversationState.ts';
import { changePart, hear } from './internal/changePart.ts';
import { StateSnapshot, stateOf } from './internal/StateSnapshot.ts';

/** Puts a new item where the server says; without a place, or after an unknown item, at the end. */
const place = (
  state: ConversationState,
  item: ServerItem,
  previousItemId: string | null | undefined,
): ConversationState => {
  const id = itemIdOf(item);
  if (id === undefined) return state;
  const generation = generationOf(state);
  const merged = merge(item, generation);
  if (state.nodes.get(id)) return update(state, id, merged);
  const early = state.pending.get(id);
  const entry = early ? merged(early) : { item, generation, sound: {} };
  const rest = early ? { ...state, pending: without(state.pending, id) } : state;
  if (previousItemId === null || previousItemId === 'root')
    return insertAfter(rest, state.lastOfEarlierSessions, id, entry);
  if (previousItemId === undefined || rest.nodes.get(previousItemId)) {
    return insertAfter(rest, previousItemId ?? rest.last, id, entry);
  }
  return warn(insertAfter(rest, rest.last, id, entry), { _tag: 'UnknownAnchor', itemId: id, previousItemId });
};

const without = <V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> => {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
};

/** What was being said when the connection was lost will not be finished. */
const endRunning = (state: ConversationState): ConversationState => {
  const ended = entriesOf(state).reduce((before, { item }) => {
    const id = itemIdOf(item);
    return id === undefined ? before : update(before, id, interrupt);
  }, state);
  if (ended.pending.size === 0) return ended;
  const pending = new Map([...ended.pending].map(([id, entry]) => [id, interrupt(entry)]));
  return { ...ended, pending, revision: ended.revision + 1 };
};

const next = (state: ConversationState, event: ServerEvent, order: ConversationOrder): ConversationState => {
  switch (event.type) {
    case 'session.created':
      return {
        ...state,
        sessions: state.sessions + 1,
        lastOfEarlierSessions: state.last,
        pending: new Map(),
        formats: declaredFormats(event),
      };
    case 'connection.lost':
      return endRunning(state);
    case 'session.updated':
    case 'connection.restored':
      return { ...state, formats: declaredFormats(event, state.formats) };
    case 'conversation.item.added':
    case 'conversation.item.created':
      return place(state, event.item, order === 'arrival' ? undefined : event.previous_item_id);
    case 'conversation.item.done': {
      // An out-of-band item is `done` without a place and was never added: it is not part of the conversation.
      const isKnown = state.nodes.get(itemIdOf(event.item) ?? '') !== undefined;
      return isKnown || typeof event.previous_item_id === 'string'
        ? place(state, event.item, order === 'arrival' ? undefined : event.previous_item_id)
        : state;
    }
    case 'response.output_item.done': {
      // Where `done` has been, it said the same; servers that have no `done` end the item by this alone.
      const known = state.nodes.get(itemIdOf(event.item) ?? '');
      return known && itemStatusOf(known.entry.item) === 'in_progress'
        ? place(state, event.item, undefined)
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
      const ms = soundMs(event.delta, state.formats?.output);
      return changePart(state, event, addSound(event.content_index, ms), { isVisible: false });
    }
    default:
      return state;
  }
};

/** How long some sound lasts; of what is neither PCM nor a telephone's nobody knows. */
const soundMs = (base64: string, format: SoundFormat = { type: 'audio/pcm' }): number =>
  format.type === 'audio/pcm' || isG711(format.type) ? byteLengthOf(base64) / bytesPerMsOf(format) : 0;

/** What the order of the items goes by. */
export type ConversationOrder =
  /** `previous_item_id`, as the protocol has it. */
  | 'previous'
  /** The order in which the items were added, for servers whose `previous_item_id` is always `null`. */
  | 'arrival';

/** Options of {@link reduceConversation}. */
export interface ReduceConversationConfig {
  /** Items to keep; more push out the first one, counted in `droppedItems`. @defaultValue 10,000 items */
  readonly maxItems?: number;
  /** What the order of the items goes by. @defaultValue `previous` */
  readonly order?: ConversationOrder;
}

/**
 * The conversation after one more event. Pure: what `conversation()` runs, for those who keep the state themselves.
 *
 * - **Order** is that of `previous_item_id`: `null` and `'root'` mean the front (of what the session added), an unknown
 *   id means the end, with a warning. Some servers always say `null`, which turns the conversation round: with
 *   `order: 'arrival'` each item goes to the end.
 * - **Words** stand in their items: the answer's as they come, the user's when they are transcribed. Until the item of the
 *   user's words is there they stand in `pending` (of up to 64 items). What the server declares final replaces what was
 *   pieced together.
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
 * @param config how many items to keep, and what their order goes by
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
  { maxItems = 10_000, order = 'previous' }: ReduceConversationConfig = {},
): ConversationSnapshot {
  const before = stateOf(conversation);
  const state = next(before, event, order);
  if (state === before) return conversation;
  if (state.nodes.size <= maxItems || state.first === undefined) return new StateSnapshot(state);
  return new StateSnapshot({ ...remove(state, state.first), droppedItems: state.droppedItems + 1 });
}
