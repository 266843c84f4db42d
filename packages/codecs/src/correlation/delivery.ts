import type { TypedEvent } from './correlation.ts';

/**
 * What became of a client event.
 *
 * - `unsent`: it never left this machine, and is in `undelivered$` too.
 * - `uncertain`: it was written, and the connection ended before the server said anything to it.
 * - `acknowledged`: the server has answered it, with a confirmation or with the `error` that refuses it.
 */
export type DeliveryState = 'unsent' | 'uncertain' | 'acknowledged';

/** What became of one client event; told once for each, when it is known. */
export interface Delivery<Out extends TypedEvent, In extends TypedEvent> {
  readonly state: DeliveryState;
  /** The event, with the `event_id` and the item's `id` that it was sent with. */
  readonly event: Out;
  /** The connection that it went through; 0 when there was none yet. */
  readonly generation: number;
  /** The server's answer: a confirmation, or an `error`. Only when acknowledged. */
  readonly reply?: In;
}
