import type { RealtimeErrorReason } from './realtimeError.ts';

/** What a WebSocket close code means on the Realtime API. */
export interface CloseCode {
  readonly meaning: string;
  /** The class that a {@link RealtimeError} for this code belongs to. */
  readonly reason: RealtimeErrorReason;
  /** Whether a new socket may succeed where this one ended. */
  readonly retriable: boolean;
  /** How long to wait at least before a new socket, in milliseconds. */
  readonly leastWaitMs: number;
}

/** A server that says "try again later" means at least this. */
const laterMs = 1_000;

const table: readonly (readonly [
  code: number,
  meaning: string,
  reason: RealtimeErrorReason,
  retriable: boolean,
  leastWaitMs?: number,
])[] = [
  [1000, 'normal closure', 'close', false],
  [1001, 'going away, or the session has expired', 'close', true],
  [1002, 'protocol error', 'protocol', false],
  [1003, 'unsupported data', 'protocol', false],
  [1005, 'no status', 'close', true],
  [1006, 'connection lost', 'close', true],
  [1007, 'invalid payload', 'protocol', false],
  [1008, 'policy violation', 'policy', false],
  [1009, 'message too big', 'protocol', false],
  [1010, 'missing extension', 'protocol', false],
  [1011, 'internal server error', 'close', true],
  [1012, 'service restart', 'close', true],
  [1013, 'try again later', 'close', true, laterMs],
  [1014, 'bad gateway', 'close', true],
  [1015, 'TLS failure', 'protocol', false],
  [3000, 'unauthorized', 'auth', false],
  [3008, 'timeout', 'close', true],
  [4000, 'bad request', 'policy', false],
];

/**
 * The close codes that are known one by one; {@link closeCode} answers for every other number.
 *
 * Sources: RFC 6455 §7.4, the IANA registry, and what the Realtime service sends (3000, 4000, 1001 at expiry).
 */
export const closeCodes: ReadonlyMap<number, CloseCode> = new Map(
  table.map(([code, meaning, reason, retriable, leastWaitMs = 0]) => [
    code,
    { meaning, reason, retriable, leastWaitMs },
  ]),
);

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
      ? { meaning: 'refused by the server', reason: 'policy', retriable: false, leastWaitMs: 0 }
      : { meaning: 'unassigned close code', reason: 'protocol', retriable: false, leastWaitMs: 0 })
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
