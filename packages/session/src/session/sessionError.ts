/**
 * What went wrong. `line_failed`: the connection, for good. `service_error`: the server says so. `response_failed`: the
 * server failed an answer. `response_refused`: an answer that was asked for will not come. `request_failed`: what a verb
 * asked for. `undelivered`: an event will not be sent. `audio_gap`: the user's sound was dropped. `ears_failed`,
 * `mouth_failed`, `hands_failed`: the microphone, the loudspeaker, or what reads the calls, for good. `tool_failed`: one
 * call. `turn_too_short`: a push-to-talk turn was too short to be answered. `malformed_speech`: sound that cannot be
 * decoded. `format_differs`: the service codes sound otherwise than it was asked to. `guard_rejected`: words that may not be said or heard. `not_connected`, `closed`: nobody is there to do what a verb asks.
 */
export type SessionErrorCode =
  | 'line_failed'
  | 'service_error'
  | 'response_failed'
  | 'response_refused'
  | 'request_failed'
  | 'undelivered'
  | 'audio_gap'
  | 'ears_failed'
  | 'mouth_failed'
  | 'hands_failed'
  | 'tool_failed'
  | 'turn_too_short'
  | 'malformed_speech'
  | 'format_differs'
  | 'guard_rejected'
  | 'not_connected'
  | 'closed';

/**
 * Something that went wrong in a session, with what it was in `cause`.
 *
 * @example
 * import { SessionError } from '@rx-realtime/session';
 *
 * console.log(new SessionError('ears_failed', 'the microphone is gone').message); // prints: the microphone is gone
 */
export class SessionError extends Error {
  readonly _tag = 'SessionError';
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isSessionError } from '@rx-realtime/session';
 *
 * console.log(isSessionError(new Error('other'))); // prints: false
 */
export function isSessionError(error: unknown): error is SessionError {
  return error instanceof Error && '_tag' in error && error._tag === 'SessionError';
}
