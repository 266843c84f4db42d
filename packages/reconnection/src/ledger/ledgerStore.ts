import type { Observable } from 'rxjs';
import type { LedgerEntry } from './ledgerEntry.ts';

/** Why a store cannot keep what it was given. */
export type LedgerStoreErrorCode = 'fenced' | 'full' | 'unavailable' | 'corrupt';

/** Where a conversation is kept, so that another socket or process can go on with it. */
export interface LedgerStore {
  /** Emits what is kept, once, and holds exclusive use until it is unsubscribed; then another may load it. */
  load(): Observable<readonly LedgerEntry[]>;
  /** Keeps entries in order. Completes when they are durable; errors with a `LedgerStoreError`. */
  append(entries: readonly LedgerEntry[]): Observable<never>;
  /** Erases everything. */
  forget(): Observable<never>;
}
