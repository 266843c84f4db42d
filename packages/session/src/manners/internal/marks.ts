import type { Metadata } from '@rx-realtime/codecs';

/** Marks the responses that belong to a question: what follows its tools carries the same. */
export const askKey = 'rx_realtime_ask';

/** Marks a response that says words it was given. */
export const sayKey = 'rx_realtime_say';

/** Marks a response beside the conversation that nobody is to hear. */
export const asideKey = 'rx_realtime_aside';

/** Whether somebody has marked a response so. */
export const isMarked = (metadata: Metadata | null | undefined, key: string): boolean =>
  metadata?.[key] !== undefined;
