import type { RealtimeErrorReason } from './realtimeError.ts';

/** What a WebSocket close code means on the Realtime API. */
export interface CloseCode {
  readonly meaning: string;
  /** The class that a {@link RealtimeError} for this code belongs to. */
  readonly reason: RealtimeErrorReason;
  /** Whether a new socket may succeed where this one ended. */
  readonly retriable: boolean;
}

/**
 * The close codes that are known one by one; {@link closeCode} answers for every other number.
 *
 * Sources: RFC 6455 §7.4, the IANA registry, and what the Realtime service sends (3000, 4000, 1001 at expiry).
 */
export const closeCodes: ReadonlyMap<number, CloseCode> = new Map<number, CloseCode>([
  [1000, { meaning: 'normal closure', reason: 'close', retriable: false }],
  [1001, { meaning: 'going away: the session hit its maximum duration', reason: 'close', retriable: true }],
  [1002, { meaning: 'protocol error', reason: 'protocol', retriable: false }],
  [1003, { meaning: 'unsupported data', reason: 'protocol', retriable: false }],
  [1005, { meaning: 'closed without a status', reason: 'close', retriable: true }],
  [1006, { meaning: 'connection lost without a close frame', reason: 'close', retriable: true }],
  [1007, { meaning: 'invalid frame payload', reason: 'protocol', retriable: false }],
  [1008, { meaning: 'policy violation', reason: 'policy', retriable: false }],
  [1009, { meaning: 'message too big', reason: 'protocol', retriable: false }],
  [1010, { meaning: 'missing extension', reason: 'protocol', retriable: false }],
  [1011, { meaning: 'internal server error', reason: 'close', retriable: true }],
  [1012, { meaning: 'service restart', reason: 'close', retriable: true }],
  [1013, { meaning: 'try again later', reason: 'close', retriable: true }],
  [1014, { meaning: 'bad gateway', reason: 'close', retriable: true }],
  [1015, { meaning: 'TLS handshake failed', reason: 'protocol', retriable: false }],
  [3000, { meaning: 'unauthorized: the credential was refused', reason: 'auth', retriable: false }],
  [3008, { meaning: 'timeout', reason: 'close', retriable: true }],
  [
    4000,
    { meaning: 'the request was refused: model, beta header or shape', reason: 'policy', retriable: false },
  ],
]);

/**
 * Explains any close code.
 *
 * Codes of the application range (3000–4999) that are not in {@link closeCodes} end the session for good:
 * the server said no, and asking again gives the same answer. Unknown codes below 3000 are protocol errors.
 *
 * @param code a close code, 1000–4999
 *
 * @example
 * import { closeCode } from '@rx-realtime/connection';
 *
 * console.log(closeCode(1001).retriable, closeCode(4404).reason); // prints: true policy
 */
export function closeCode(code: number): CloseCode {
  return (
    closeCodes.get(code) ??
    (code >= 3000
      ? { meaning: 'refused by the server', reason: 'policy', retriable: false }
      : { meaning: 'unassigned close code', reason: 'protocol', retriable: false })
  );
}

/**
 * Codes of `error` events after which no retry helps, whatever close code follows.
 * `session_expired` is the opposite: a new session always helps.
 */
export const fatalErrorCodes: ReadonlySet<string> = new Set([
  'account_deactivated',
  'billing_hard_limit_reached',
  'insufficient_quota',
  'invalid_api_key',
  'model_not_found',
]);

/**
 * Whether a connection that ended with this close code may be opened again.
 *
 * @param code the WebSocket close code, 1000–4999
 * @param errorCode the `error.code` of the server's last `error` event, if it sent one
 *
 * @example
 * import { isRetriable } from '@rx-realtime/connection';
 *
 * console.log(isRetriable(1006), isRetriable(1000, 'session_expired'), isRetriable(1011, 'insufficient_quota'));
 * // prints: true true false
 */
export function isRetriable(code: number, errorCode?: string | null): boolean {
  if (errorCode === 'session_expired') return true;
  if (errorCode && fatalErrorCodes.has(errorCode)) return false;
  return closeCode(code).retriable;
}
