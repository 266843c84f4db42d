import { lastValueFrom, Subscription } from 'rxjs';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';

/** A store that is held. */
export interface Held {
  readonly entries: readonly LedgerEntry[];
  readonly release: () => void;
}

/** Loads a store, and holds it until it is released. */
export const hold = (store: LedgerStore): Promise<Held> =>
  new Promise((resolve, reject) => {
    const holding = new Subscription();
    holding.add(
      store.load().subscribe({
        next: (entries) => resolve({ entries, release: () => holding.unsubscribe() }),
        error: reject,
        complete: () =>
          reject(new Error('load() has completed: it holds the store until it is unsubscribed')),
      }),
    );
  });

/** What is kept, as somebody finds it who loads it. */
export const keptBy = async (store: LedgerStore): Promise<readonly LedgerEntry[]> => {
  const { entries, release } = await hold(store);
  release();
  return entries;
};

/** Appends, and resolves when that is durable. */
export const append = async (store: LedgerStore, entries: readonly LedgerEntry[]): Promise<void> => {
  await lastValueFrom(store.append(entries), { defaultValue: undefined });
};
