import type { LedgerStoreErrorCode } from './ledgerStore.ts';

/** A store could not keep a conversation. The conversation itself goes on. */
export class LedgerStoreError extends Error {
  readonly _tag = 'LedgerStoreError';
  override readonly name = 'LedgerStoreError';
  /**
   * - `fenced`: somebody else holds the conversation.
   * - `full`: there is no room.
   * - `unavailable`: it cannot be reached at the moment.
   * - `corrupt`: what is kept cannot be read.
   * - `newer`: a newer version of this library has written what is kept.
   */
  readonly code: LedgerStoreErrorCode;

  constructor(code: LedgerStoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isLedgerStoreError } from '@rx-realtime/reconnection';
 *
 * console.log(isLedgerStoreError(new Error('other'))); // prints: false
 */
export function isLedgerStoreError(error: unknown): error is LedgerStoreError {
  return error instanceof Error && '_tag' in error && error._tag === 'LedgerStoreError';
}
