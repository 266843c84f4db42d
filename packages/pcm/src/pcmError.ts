/** Why samples cannot be had. */
export type PcmErrorCode =
  /** A character outside the alphabet. */
  | 'not_base64'
  /** A number of bytes that is no number of samples. */
  | 'odd_length'
  /** Two sample rates whose ratio needs more than a million coefficients. */
  | 'unsupported_rates';

/**
 * What the functions of this package throw. Never quotes a text or samples.
 *
 * @example
 * import { PcmError } from '@rx-realtime/pcm';
 *
 * const error = new PcmError('odd_length', '3 bytes are no whole number of samples');
 * console.log(error.message); // prints: odd_length: 3 bytes are no whole number of samples
 */
export class PcmError extends Error {
  readonly _tag = 'PcmError';
  override readonly name = 'PcmError';
  readonly code: PcmErrorCode;

  constructor(code: PcmErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isPcmError } from '@rx-realtime/pcm';
 *
 * console.log(isPcmError(new Error('other'))); // prints: false
 */
export function isPcmError(error: unknown): error is PcmError {
  return error instanceof Error && '_tag' in error && error._tag === 'PcmError';
}
