import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';
import { isLedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from '../../ledger/reduceLedger.ts';
import { LedgerEntryFromStored } from '../../store/ledgerEntryFromStored.ts';
import { keptBy } from './hold.ts';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The same for the same conversations, however they were told. Credentials are no part of it. */
const essenceOf = (entries: readonly LedgerEntry[]): string => {
  const ledger = entries.reduce(reduceLedger, emptyLedger);
  const stored = LedgerEntryFromStored.encode({ type: 'snapshot', ledger });
  return JSON.stringify(stored, (_, value: unknown) => (isObject(value) ? sorted(value) : value));
};

/** Fails where somebody finds another conversation than was told. */
export const expectKept = async (store: LedgerStore, told: readonly LedgerEntry[]): Promise<void> => {
  const [found, expected] = [essenceOf(await keptBy(store)), essenceOf(told)];
  if (found !== expected)
    throw new Error(
      `expected the store to keep ${expected.length} characters as they were, got ${found.length} others`,
    );
};

/** Fails unless it fails, with a `LedgerStoreError` of this code. */
export const expectRefused = async (doing: Promise<unknown>, code: string): Promise<void> => {
  const end = await doing.then(
    () => 'no error',
    (error: unknown) => (isLedgerStoreError(error) ? error.code : 'another error'),
  );
  if (end !== code) throw new Error(`expected a LedgerStoreError ${code}, got ${end}`);
};
