import { describe, expect, it } from '@jest/globals';
import { ledgerStoreContract } from '../contract/ledgerStoreContract.ts';
import type { LedgerEntry } from './ledgerEntry.ts';
import { memoryLedger } from './memoryLedger.ts';

describe('memoryLedger', () => {
  it.each(
    ledgerStoreContract(() => {
      const store = memoryLedger();
      return { open: () => store };
    }),
  )('$name', async ({ run }) => {
    expect(await run()).toBeUndefined();
  });

  it('holds one ledger, whatever the number of entries', () => {
    const store = memoryLedger();
    const loaded: (readonly LedgerEntry[])[] = [];
    store.append(Array.from({ length: 100 }, () => ({ type: 'waived' }))).subscribe();
    store.load().subscribe((entries) => loaded.push(entries));
    expect(loaded).toMatchObject([[{ type: 'snapshot' }]]);
  });

  it('completes at once', () => {
    const ends: string[] = [];
    memoryLedger()
      .append([])
      .subscribe({ complete: () => ends.push('complete') });
    expect(ends).toEqual(['complete']);
  });
});
