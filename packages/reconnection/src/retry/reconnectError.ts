import type { RealtimeError } from '@rx-realtime/connection';

/**
 * Why reconnecting stopped: too many short-lived sessions in a row, a server that was never reached, or one that could not
 * be reached again for longer than `maxOutageMs`.
 */
export type ReconnectErrorCode = 'circuit_open' | 'never_connected' | 'outage_too_long';

/**
 * Reconnecting was given up; `cause` is the last failure.
 *
 * @example
 * import { RealtimeError } from '@rx-realtime/connection';
 * import { ReconnectError } from '@rx-realtime/reconnection';
 *
 * const cause = new RealtimeError({ code: 'unreachable', reason: 'open', message: 'no server', retriable: true });
 * console.log(new ReconnectError('never_connected', 3, cause).message); // prints: gave up after 3 attempts: no server
 */
export class ReconnectError extends Error {
  readonly _tag = 'ReconnectError';
  override readonly name = 'ReconnectError';
  declare readonly cause: RealtimeError;
  readonly code: ReconnectErrorCode;
  readonly attempts: number;

  constructor(code: ReconnectErrorCode, attempts: number, cause: RealtimeError) {
    super(`gave up after ${attempts} attempts: ${cause.message}`, { cause });
    this.code = code;
    this.attempts = attempts;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isReconnectError } from '@rx-realtime/reconnection';
 *
 * console.log(isReconnectError(new Error('other'))); // prints: false
 */
export function isReconnectError(error: unknown): error is ReconnectError {
  return error instanceof Error && '_tag' in error && error._tag === 'ReconnectError';
}
