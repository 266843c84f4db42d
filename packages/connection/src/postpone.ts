import { aftermathOf } from './internal/aftermath.ts';
import type { RealtimeError } from './realtimeError.ts';

/**
 * Says that nobody is to connect again before so much time has passed after this error, whoever subscribes.
 *
 * For operators that connect again, such as `reconnect()`: a wait of theirs holds for every subscriber of the socket. What
 * the server asked for (`Retry-After`) holds anyway.
 *
 * @param error what the socket ended with
 * @param delayMs from now, in milliseconds
 */
export function postpone(error: RealtimeError, delayMs: number): void {
  aftermathOf(error)?.notBefore.postpone(delayMs);
}
