import type { ClientEvent } from '@rx-realtime/codecs';

/** The call that an event answers. */
export const callAnsweredBy = (event: ClientEvent): string | undefined =>
  event.type === 'conversation.item.create' && event.item.type === 'function_call_output'
    ? event.item.call_id
    : undefined;
