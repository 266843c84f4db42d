import type { ErrorEvent } from '@rx-realtime/codecs';
import { isBenignError } from './isBenignError.ts';

/** What a {@link RequestError} is made of. */
export interface RequestErrorInfo {
  /** `timeout`, `disconnected`, or the code of the server's error. */
  readonly code: string;
  readonly message: string;
  /** The type of the event that was sent. */
  readonly requestType: string;
  /** The id of the event that was sent. */
  readonly eventId: string;
  readonly serverError?: ErrorEvent['error'] | undefined;
  readonly cause?: unknown;
}

/**
 * A request that got no reply: the server refused it, the connection ended, or time ran out.
 *
 * @example
 * import { RequestError } from '@rx-realtime/events';
 *
 * const error = new RequestError({
 *   code: 'response_cancel_not_active',
 *   message: 'Cancellation failed: no active response found',
 *   requestType: 'response.cancel',
 *   eventId: 'event_1',
 * });
 * console.log(error._tag, error.benign); // prints: RequestError true
 */
export class RequestError extends Error {
  readonly _tag = 'RequestError';
  override readonly name = 'RequestError';
  readonly code: string;
  readonly requestType: string;
  readonly eventId: string;
  readonly serverError: ErrorEvent['error'] | undefined;

  constructor({ code, message, requestType, eventId, serverError, cause }: RequestErrorInfo) {
    super(message, { cause });
    this.code = code;
    this.requestType = requestType;
    this.eventId = eventId;
    this.serverError = serverError;
  }

  /** Whether the error only says that a race was lost, so that most callers may go on; see {@link isBenignError}. */
  get benign(): boolean {
    return isBenignError(this);
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isRequestError } from '@rx-realtime/events';
 *
 * console.log(isRequestError(new Error('other'))); // prints: false
 */
export function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && '_tag' in error && error._tag === 'RequestError';
}
