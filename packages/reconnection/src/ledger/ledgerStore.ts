import type { Observable } from 'rxjs';
import type { LedgerEntry } from './ledgerEntry.ts';

/** Why a store cannot keep what it was given, or give what it keeps. */
export type LedgerStoreErrorCode = 'fenced' | 'full' | 'unavailable' | 'corrupt' | 'newer';

/**
 * Where a conversation is kept, so that another socket or process can go on with it.
 *
 * Nothing happens before one of the streams is subscribed. `ledgerStoreContract` of `@rx-realtime/reconnection/testing`
 * says what a store has to do, as cases to run.
 */
export interface LedgerStore {
  /**
   * Emits what is kept, once, and holds exclusive use until it is unsubscribed; what was appended by then is kept, and
   * another may load it. Errors with a `LedgerStoreError`, `fenced` while another one holds it.
   */
  load(): Observable<readonly LedgerEntry[]>;
  /** Keeps entries in order, while it is loaded. Completes when they are durable; errors with a `LedgerStoreError`. */
  append(entries: readonly LedgerEntry[]): Observable<never>;
  /** Erases everything. */
  forget(): Observable<never>;
}
