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

/** Whether a value is a {@link LedgerStoreError}. */
export const isLedgerStoreError = (u: unknown): u is LedgerStoreError => u instanceof LedgerStoreError;
