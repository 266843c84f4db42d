import type { ConnectionPhase } from './connectionPhase.ts';

/**
 * Why a Realtime connection, or one event that should have been sent, failed.
 *
 * | reason | meaning |
 * |---|---|
 * | `open` | no connection came about: unreachable, refused upgrade, TLS, timeout |
 * | `close` | a connection that was open ended: lost, expired, closed by the server |
 * | `protocol` | one side broke the WebSocket or Realtime protocol |
 * | `send` | one event was not sent: not encodable, queue full, socket closed |
 * | `heartbeat` | the peer stopped answering pings |
 * | `auth` | the credential was refused or could not be had |
 * | `policy` | the request was refused: model, shape, insecure URL |
 */
export type RealtimeErrorReason = 'open' | 'close' | 'protocol' | 'send' | 'heartbeat' | 'auth' | 'policy';

/** The part of the server's `error` event that explains a failure. */
export interface ServerErrorInfo {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

/** What a {@link RealtimeError} is made of. */
export interface RealtimeErrorInfo {
  /** A stable code, such as `invalid_api_key`, `http_503`, `closed_1006` or `heartbeat_timeout`. */
  readonly code: string;
  readonly reason: RealtimeErrorReason;
  readonly message: string;
  /** Whether a new attempt may succeed. */
  readonly retriable: boolean;
  /** The generation of the socket: 1 for the first one of a subject. */
  readonly generation?: number | undefined;
  /** How far the connection had come. */
  readonly phase?: ConnectionPhase | undefined;
  readonly closeCode?: number | undefined;
  readonly closeReason?: string | undefined;
  /** The HTTP status of a refused upgrade. */
  readonly httpStatus?: number | undefined;
  /** How long the server asked to wait: its `Retry-After`, or 0 ms after a session that has expired. */
  readonly retryAfterMs?: number | undefined;
  /** How long to wait at least before a new attempt, by the table of close codes. */
  readonly leastWaitMs?: number | undefined;
  /** The operating system's or TLS library's code, such as `ECONNRESET`. */
  readonly causeCode?: string | undefined;
  readonly serverError?: ServerErrorInfo | undefined;
  /** What the application's own code threw: the credential function. */
  readonly cause?: unknown;
}

/**
 * The one error of a Realtime connection.
 *
 * It is built by this library from facts, never from a platform's error object: no request, response, header, URL
 * query or key hangs on it, so it may be logged at any depth. What a credential function threw is its `cause`, which Node
 * does not print along.
 *
 * @example
 * import { RealtimeError } from '@rx-realtime/connection';
 *
 * const error = new RealtimeError({ code: 'closed_1006', reason: 'close', message: 'connection lost', retriable: true });
 * console.log(error._tag, error.retriable); // prints: RealtimeError true
 */
export class RealtimeError extends Error implements RealtimeErrorInfo {
  readonly _tag = 'RealtimeError';
  override readonly name = 'RealtimeError';
  declare readonly code: string;
  declare readonly reason: RealtimeErrorReason;
  declare readonly retriable: boolean;
  declare readonly generation: number | undefined;
  declare readonly phase: ConnectionPhase | undefined;
  declare readonly closeCode: number | undefined;
  declare readonly closeReason: string | undefined;
  declare readonly httpStatus: number | undefined;
  declare readonly retryAfterMs: number | undefined;
  declare readonly leastWaitMs: number | undefined;
  declare readonly causeCode: string | undefined;
  declare readonly serverError: ServerErrorInfo | undefined;

  constructor({ message, cause, ...info }: RealtimeErrorInfo) {
    super(message);
    Object.assign(this, info);
    // A getter is not called by what prints errors: the cause may lead to a key.
    if (cause !== undefined) Object.defineProperty(this, 'cause', { get: () => cause });
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isRealtimeError } from '@rx-realtime/connection';
 *
 * console.log(isRealtimeError(new Error('other'))); // prints: false
 */
export function isRealtimeError(error: unknown): error is RealtimeError {
  return error instanceof Error && '_tag' in error && error._tag === 'RealtimeError';
}
