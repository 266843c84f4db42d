import { defer, Observable } from 'rxjs';
import type { Ledger } from './ledger.ts';
import type { LedgerStore } from './ledgerStore.ts';
import { LedgerStoreError } from './ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from './reduceLedger.ts';

/**
 * Keeps a conversation in memory: it outlives the sockets of this process, one after the other.
 *
 * Holds one ledger, whatever the number of entries. One socket at a time: another one that loads it is refused as `fenced`.
 *
 * @example
 * import { memoryLedger } from '@rx-realtime/reconnection';
 *
 * const store = memoryLedger();
 * store.append([{ type: 'claimed', callId: 'call_1' }]).subscribe({ complete: () => console.log('kept') }); // prints: kept
 */
export function memoryLedger(): LedgerStore {
  let ledger: Ledger = emptyLedger;
  let isHeld = false;
  const keep = (next: () => Ledger): Observable<never> =>
    defer(() => {
      ledger = next();
      return [];
    });
  return {
    load: () =>
      new Observable((subscriber) => {
        if (isHeld) {
          subscriber.error(new LedgerStoreError('fenced', 'held elsewhere'));
          return undefined;
        }
        isHeld = true;
        subscriber.next(ledger === emptyLedger ? [] : [{ type: 'snapshot', ledger }]);
        return () => {
          isHeld = false;
        };
      }),
    append: (entries) => keep(() => entries.reduce(reduceLedger, ledger)),
    forget: () => keep(() => emptyLedger),
  };
}
