import type { TypedEvent } from './correlation.ts';

/** Where a server event names what exists in its session. */
interface Naming extends TypedEvent {
  readonly item_id?: unknown;
  readonly response_id?: unknown;
  readonly item?: Item | null;
  readonly response?: { readonly id?: unknown; readonly output?: unknown } | null;
}

interface Item {
  readonly id?: unknown;
  readonly call_id?: unknown;
}

/**
 * The ids of a session that a server event names: of items, responses and calls.
 *
 * Whoever sees all events of a session knows by them which ids belong to it.
 *
 * @example
 * import { serverEventIds } from '@rx-realtime/codecs/correlation';
 *
 * const event = { type: 'input_audio_buffer.speech_started', event_id: 'event_1', item_id: 'item_1' };
 * console.log(serverEventIds(event)); // prints: [ 'item_1' ]
 */
export function serverEventIds(event: TypedEvent): readonly string[] {
  const { item_id: itemId, response_id: responseId, item, response }: Naming = event;
  const ids: string[] = [];
  const note = (id: unknown): void => {
    if (typeof id === 'string') ids.push(id);
  };
  const noteItem = (each: Item | null | undefined): void => {
    note(each?.id);
    note(each?.call_id);
  };
  note(itemId);
  note(responseId);
  note(response?.id);
  noteItem(item);
  if (Array.isArray(response?.output)) response.output.forEach(noteItem);
  return ids;
}
