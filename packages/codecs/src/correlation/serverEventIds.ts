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
  const output = Array.isArray(response?.output) ? (response.output as readonly (Item | null)[]) : [];
  return [
    itemId,
    responseId,
    response?.id,
    ...[item, ...output].flatMap((each) => [each?.id, each?.call_id]),
  ].filter((id) => typeof id === 'string');
}
