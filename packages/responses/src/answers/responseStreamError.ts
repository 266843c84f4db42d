import type { ResponseOutcome } from './responseOutcome.ts';

/** What went wrong with one response. */
export type ResponseStreamErrorCode =
  /** The server said `failed`. */
  | 'response_failed'
  /** The response ended before the server finished it. */
  | 'response_interrupted'
  /** The response outgrew `maxResponseBytes`, `maxArgumentsBytes` or `maxItems`. */
  | 'response_overflow'
  /** The response speaks a format other than PCM16, so `audio$` cannot give samples. */
  | 'audio_format_unsupported';

/** An error that concerns one response and leaves every other one alone. Carries no content of the response. */
export class ResponseStreamError extends Error {
  readonly _tag = 'ResponseStreamError';
  readonly code: ResponseStreamErrorCode;
  readonly responseId: string;
  /** How the response ended, where that is the reason of the error. */
  readonly outcome: ResponseOutcome | undefined;

  constructor(code: ResponseStreamErrorCode, responseId: string, message: string, outcome?: ResponseOutcome) {
    super(`${message} (response ${responseId})`);
    this.name = 'ResponseStreamError';
    this.code = code;
    this.responseId = responseId;
    this.outcome = outcome;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isResponseStreamError } from '@rx-realtime/responses';
 *
 * console.log(isResponseStreamError(new Error('other'))); // prints: false
 */
export function isResponseStreamError(error: unknown): error is ResponseStreamError {
  return error instanceof Error && '_tag' in error && error._tag === 'ResponseStreamError';
}
