import { EMPTY, lastValueFrom, merge } from 'rxjs';
import type { LedgerStore } from '../ledger/ledgerStore.ts';
import { faultyLedger } from './faultyLedger.ts';
import { expectKept, expectRefused } from './internal/expectKept.ts';
import { append, hold } from './internal/hold.ts';
import { sampleEntries, sampleSecret } from './internal/sampleEntries.ts';

/** A place where a store keeps one conversation; new and empty for each case. */
export interface LedgerStorePlace {
  /** A store of this place, as another socket or process opens it. */
  readonly open: () => LedgerStore;
  /** Everything that is kept, as text; for stores that write. */
  readonly read?: () => string | PromiseLike<string>;
  /** Damages what is kept, in its middle; for stores that can be damaged. */
  readonly damage?: () => void | PromiseLike<void>;
}

/** One thing that a store must do. */
export interface LedgerStoreCase {
  readonly name: string;
  /** Resolves when the store does it, and rejects with what it did instead. */
  readonly run: () => Promise<void>;
}

type Check = (place: LedgerStorePlace) => Promise<void>;

const [first, ...others] = sampleEntries;
const start = first === undefined ? [] : [first];

const write = async (store: LedgerStore, entries = sampleEntries): Promise<void> => {
  const { release } = await hold(store);
  await append(store, entries);
  release();
};

const checks: Readonly<Record<string, Check>> = {
  'keeps nothing at first': ({ open }) => expectKept(open(), []),
  'keeps every kind of entry, for the next one that loads it': async ({ open }) => {
    await write(open());
    await expectKept(open(), sampleEntries);
  },
  'keeps entries in the order of their appends, also those that nobody waits for': async ({ open }) => {
    const store = open();
    const { release } = await hold(store);
    await lastValueFrom(merge(...sampleEntries.map((entry) => store.append([entry])), EMPTY), {
      defaultValue: undefined,
    });
    release();
    await expectKept(open(), sampleEntries);
  },
  'goes on where another one has ended': async ({ open }) => {
    await write(open(), start);
    await write(open(), others);
    await expectKept(open(), sampleEntries);
  },
  'keeps what was appended before it was let go of': async ({ open }) => {
    const store = open();
    const { release } = await hold(store);
    store.append(sampleEntries).subscribe({ error: () => undefined });
    release();
    await expectKept(open(), sampleEntries);
  },
  'does nothing before it is subscribed': async ({ open }) => {
    const store = open();
    const { release } = await hold(store);
    store.append(sampleEntries);
    store.forget();
    await append(store, start);
    release();
    await expectKept(open(), start);
  },
  'is held by one at a time': async ({ open }) => {
    const store = open();
    const { release } = await hold(store);
    await expectRefused(hold(open()), 'fenced');
    await append(store, sampleEntries);
    release();
    await expectKept(open(), sampleEntries);
  },
  'forgets everything, and goes on': async ({ open }) => {
    const store = open();
    const { release } = await hold(store);
    await append(store, others);
    await lastValueFrom(store.forget(), { defaultValue: undefined });
    await append(store, start);
    release();
    await expectKept(open(), start);
  },
  'forgets while nobody holds it': async ({ open }) => {
    await write(open());
    await lastValueFrom(open().forget(), { defaultValue: undefined });
    await expectKept(open(), []);
  },
  'goes on after an append that was refused': async ({ open }) => {
    const store = faultyLedger(open(), {
      faultOf: ({ what, count }) => (what === 'append' && count === 1 ? { code: 'full' } : undefined),
    });
    const { release } = await hold(store);
    await expectRefused(append(store, others), 'full');
    await append(store, sampleEntries);
    release();
    await expectKept(open(), sampleEntries);
  },
  'keeps the order behind a slow append': async ({ open }) => {
    const store = faultyLedger(open(), {
      faultOf: ({ what, count }) => (what === 'append' && count === 1 ? { delayMs: 5 } : undefined),
    });
    const { release } = await hold(store);
    await Promise.all([append(store, start), append(store, others)]);
    release();
    await expectKept(open(), sampleEntries);
  },
};

const ofWriters: Check = async ({ open, read }) => {
  await write(open());
  if ((await read?.())?.includes(sampleSecret)) throw new Error('expected the store to keep no credentials');
};

const ofDamage: Check = async ({ open, damage }) => {
  await write(open());
  await damage?.();
  await expectRefused(hold(open()), 'corrupt');
  await lastValueFrom(open().forget(), { defaultValue: undefined });
  await expectKept(open(), []);
};

/**
 * What every `LedgerStore` must do, as cases for any test runner: `for (const { name, run } of …) test(name, run)`.
 *
 * Order, exclusive use, what is kept when it is let go of, forgetting, and faults: refused appends, slow ones, and damage,
 * which is told and never skipped.
 *
 * @param makePlace a new and empty place for each case
 * @example
 * import { memoryLedger } from '@rx-realtime/reconnection';
 * import { ledgerStoreContract } from '@rx-realtime/reconnection/testing';
 *
 * const cases = ledgerStoreContract(() => {
 *   const store = memoryLedger();
 *   return { open: () => store };
 * });
 * for (const { name, run } of cases.slice(0, 1)) run().then(() => console.log('ok', name)); // prints: ok keeps nothing at first
 */
export function ledgerStoreContract(
  makePlace: () => LedgerStorePlace | PromiseLike<LedgerStorePlace>,
): readonly LedgerStoreCase[] {
  const all: Readonly<Record<string, Check>> = {
    ...checks,
    'keeps no credentials, where it writes': ofWriters,
    'tells damage and does not skip it, where it can be damaged': async (place) => {
      if (place.damage) await ofDamage(place);
    },
  };
  return Object.entries(all).map(([name, check]) => ({
    name,
    run: async () => check(await makePlace()),
  }));
}
