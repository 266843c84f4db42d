import { EMPTY, Observable } from 'rxjs';
import type { LedgerStore } from './ledgerStore.ts';

/** A store that keeps nothing and refuses nobody. */
export const noLedger: LedgerStore = {
  load: () => new Observable((subscriber) => subscriber.next([])),
  append: () => EMPTY,
  forget: () => EMPTY,
};
