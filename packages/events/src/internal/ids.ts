import type { ServerEvent } from '@rx-realtime/codecs';

/** The response that an event belongs to, if it names one. */
export function responseIdOf(event: ServerEvent): string | undefined {
  if ('response_id' in event) return event.response_id ?? undefined;
  return 'response' in event ? (event.response.id ?? undefined) : undefined;
}

/** The item that an event is about, if it names one. */
export function itemIdOf(event: ServerEvent): string | undefined {
  if ('item_id' in event) return event.item_id ?? undefined;
  return 'item' in event && 'id' in event.item ? event.item.id : undefined;
}
