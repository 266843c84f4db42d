import type { ClientEvent } from '@rx-realtime/codecs';

/** Whether an event is about what one session is doing right now: no other can do it. */
export const isFleeting = ({ type }: ClientEvent): boolean =>
  type === 'response.cancel' || type === 'conversation.item.retrieve';
