import { describe, expect, it } from '@jest/globals';
import { EMPTY, Observable, of } from 'rxjs';
import type { LedgerStore } from '../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../ledger/ledgerStoreError.ts';
import { memoryLedger } from '../ledger/memoryLedger.ts';
import { ledgerStoreContract } from './ledgerStoreContract.ts';
import type { LedgerStorePlace } from './ledgerStoreContract.ts';

/** The cases that a store does not meet. */
const failuresOf = async (
  change: (store: LedgerStore) => Partial<LedgerStore>,
  more: Partial<LedgerStorePlace> = {},
): Promise<readonly string[]> => {
  const failures: string[] = [];
  const cases = ledgerStoreContract(() => {
    const store = memoryLedger();
    return { open: () => ({ ...store, ...change(store) }), ...more };
  });
  for (const { name, run } of cases) await run().catch(() => failures.push(name));
  return failures;
};

describe('ledgerStoreContract', () => {
  it('is met by a store that works', async () => {
    expect(await failuresOf(() => ({}))).toEqual([]);
  });

  it.each([
    [
      'loses everything',
      () => ({ append: () => EMPTY }),
      'keeps every kind of entry, for the next one that loads it',
    ],
    ['forgets nothing', () => ({ forget: () => EMPTY }), 'forgets while nobody holds it'],
    [
      'keeps the newest first',
      (store: LedgerStore) => ({
        append: (entries) => store.append(entries.map((entry, at) => entries.at(-1 - at) ?? entry)),
      }),
      'keeps every kind of entry, for the next one that loads it',
    ],
    [
      'acts before it is subscribed',
      (store: LedgerStore) => ({
        append: (entries) => {
          store.append(entries).subscribe();
          return EMPTY;
        },
      }),
      'does nothing before it is subscribed',
    ],
    [
      'keeps an append that it refuses',
      (store: LedgerStore) => ({
        append: (entries) =>
          new Observable((subscriber) => {
            store.append(entries).subscribe();
            subscriber.error(new LedgerStoreError('full', 'kept all the same'));
          }),
      }),
      'keeps every kind of entry, for the next one that loads it',
    ],
    ['is held by all', () => ({ load: () => of([]) }), 'is held by one at a time'],
  ] satisfies [string, (store: LedgerStore) => Partial<LedgerStore>, string][])(
    'finds a store that %s',
    async (_, change, name) => {
      expect(await failuresOf(change)).toContain(name);
    },
  );

  it('finds credentials in what is written, and damage that nobody tells', async () => {
    const failures = await failuresOf(() => ({}), {
      read: () => 'all of it: secret-of-a-tool',
      damage: () => undefined,
    });
    expect(failures).toEqual([
      'keeps no credentials, where it writes',
      'tells damage and does not skip it, where it can be damaged',
    ]);
  });
});
