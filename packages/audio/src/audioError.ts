/**
 * What can go wrong with audio before it reaches a socket. The codes are stable and meant to be matched on.
 *
 * | code | when |
 * | --- | --- |
 * | `invalid_config` | an option is outside its documented range (thrown when the operator is created) |
 * | `unsupported_rate` | a sample rate, or a pair of rates, the resampler has no filter for |
 * | `rate_mismatch` | a block has another sample rate than the stage after it needs |
 * | `malformed_audio` | bytes from the service that are no audio in the session's format |
 * | `commit_too_short` | a commit would carry less audio than the service accepts |
 * | `file_not_found`, `not_a_file`, `file_access` | a path that cannot be opened or written |
 * | `not_wav`, `unsupported_encoding`, `empty_recording`, `truncated_recording` | a file that is not a whole WAV recording |
 * | `device_unavailable` | no microphone or speaker opens; says what to install |
 * | `device_refused` | the user has said no |
 * | `device_absent` | no such microphone is connected |
 * | `device_forbidden` | the page may not ask, because it is not served by https |
 * | `device_failed` | a microphone, speaker or detector stopped working |
 */
export type AudioErrorCode =
  | 'invalid_config'
  | 'unsupported_rate'
  | 'rate_mismatch'
  | 'malformed_audio'
  | 'commit_too_short'
  | 'file_not_found'
  | 'not_a_file'
  | 'file_access'
  | 'not_wav'
  | 'unsupported_encoding'
  | 'empty_recording'
  | 'truncated_recording'
  | 'device_unavailable'
  | 'device_refused'
  | 'device_absent'
  | 'device_forbidden'
  | 'device_failed';

/** The data of an {@link AudioError}. */
export interface AudioErrorInfo {
  /** The stable reason. */
  readonly code: AudioErrorCode;
  /** What would have been accepted, in words: "a sample rate of 24000 Hz". */
  readonly expected: string;
  /** What was found instead: a number or a short description, never audio. */
  readonly actual?: string | number;
  /** The operator, option or file that noticed. */
  readonly where: string;
  /** One line on what to do about it. */
  readonly hint?: string | undefined;
  /** The error underneath, when there is one. */
  readonly cause?: unknown;
}

/**
 * The one error of this package: tagged, with a stable code, what was expected and where.
 *
 * Match on `code`; the message is for people.
 *
 * @example
 * ```ts
 * import { chunkPcm16, isAudioError } from '@rx-realtime/audio';
 *
 * try {
 *   chunkPcm16({ durationMs: 0 });
 * } catch (error) {
 *   if (isAudioError(error)) console.log(error.code, error.where);
 *   // prints: invalid_config chunkPcm16.durationMs
 * }
 * ```
 *
 * @see {@link AudioErrorCode}
 */
export class AudioError extends Error {
  readonly _tag = 'AudioError';
  override readonly name = 'AudioError';
  readonly code: AudioErrorCode;
  readonly expected: string;
  readonly actual: string | number | undefined;
  readonly where: string;
  readonly hint: string | undefined;

  constructor({ code, expected, actual, where, hint, cause }: AudioErrorInfo) {
    const found = actual === undefined ? '' : `, found ${actual}`;
    super(`${where}: expected ${expected}${found}${hint === undefined ? '' : `. ${hint}`}`, { cause });
    this.code = code;
    this.expected = expected;
    this.actual = actual;
    this.where = where;
    this.hint = hint;
  }
}

/**
 * Whether a caught value is an {@link AudioError}, also one of another copy of this package.
 *
 * @param error what was caught
 */
export const isAudioError = (error: unknown): error is AudioError =>
  error instanceof Error && '_tag' in error && error._tag === 'AudioError';
