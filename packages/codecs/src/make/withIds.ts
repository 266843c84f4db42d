import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { randomId } from '../randomId.ts';

/** A client event that can be named. */
export type IdentifiedClientEvent = ClientEvent & { readonly event_id: string };

/**
 * Makes a client event one that can be named: with an `event_id`, and an item with an `id`.
 *
 * What is there stays as it is. The server names the first in its errors and the second in its confirmations, so an
 * event without them cannot be followed.
 *
 * @returns the same event when it lacks nothing, a copy otherwise
 * @example
 * import { withIds } from '@rx-realtime/codecs';
 *
 * const { event_id: id } = withIds({ type: 'response.create' });
 * console.log(id.startsWith('event_')); // prints: true
 */
export function withIds(event: ClientEvent): IdentifiedClientEvent {
  const { event_id: id } = event;
  if (event.type === 'conversation.item.create' && event.item.id == null)
    return { ...event, event_id: id ?? randomId('event_'), item: { ...event.item, id: randomId('item_') } };
  return hasId(event) ? event : { ...event, event_id: randomId('event_') };
}

const hasId = (event: ClientEvent): event is IdentifiedClientEvent => event.event_id != null;
