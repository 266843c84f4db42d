import { describe, expect, it } from '@jest/globals';
import { isLedgerStoreError, LedgerStoreError } from './ledgerStoreError.ts';

describe('LedgerStoreError', () => {
  it('says what failed, why, and what was behind it', () => {
    const cause = new Error('ENOSPC');
    const error = new LedgerStoreError('full', 'there is no room', cause);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      _tag: 'LedgerStoreError',
      name: 'LedgerStoreError',
      code: 'full',
      message: 'there is no room',
      cause,
    });
  });

  it('has no cause where there is none', () => {
    expect('cause' in new LedgerStoreError('fenced', 'held')).toBe(false);
  });

  it('is told from other errors', () => {
    expect(isLedgerStoreError(new LedgerStoreError('corrupt', 'damaged'))).toBe(true);
    expect(isLedgerStoreError(new Error('damaged'))).toBe(false);
    expect(isLedgerStoreError({ _tag: 'LedgerStoreError', code: 'corrupt' })).toBe(false);
  });
});
