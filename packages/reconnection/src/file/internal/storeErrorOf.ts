import { isLedgerStoreError, LedgerStoreError } from '../../ledger/ledgerStoreError.ts';

const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The code of what a file system has refused, such as `ENOSPC`. */
export const errnoOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** What a file system has refused, as an error of a store. */
export const storeErrorOf = (error: unknown): LedgerStoreError => {
  if (isLedgerStoreError(error)) return error;
  const errno = errnoOf(error);
  if (full.has(errno)) return new LedgerStoreError('full', 'there is no room on the disk', error);
  if (errno === 'ELOOP')
    return new LedgerStoreError('unavailable', 'the file is a symbolic link, which is not followed', error);
  return new LedgerStoreError('unavailable', 'the file cannot be used', error);
};
