import { aftermathOf } from './internal/aftermath.ts';
import type { RealtimeError } from './realtimeError.ts';

/**
 * Says that nobody will connect again after this error: what waits to be sent is reported on `undelivered$` and
 * `delivery$`, with nothing left behind.
 *
 * For operators that connect again, such as `reconnect()`, when they give up. An error that no socket of this library
 * emitted is left alone.
 *
 * @param error what the socket ended with
 */
export function abandon(error: RealtimeError): void {
  aftermathOf(error)?.outbox.discard('given up');
}
