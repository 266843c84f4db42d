import { asyncScheduler, concat, defer, EMPTY, ignoreElements, ReplaySubject, throwError, timer } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import type { LedgerStore, LedgerStoreErrorCode } from '../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../ledger/ledgerStoreError.ts';

/** What a store does wrong for once. */
export type LedgerFault =
  /** It fails; nothing is kept. */
  | { readonly code: LedgerStoreErrorCode }
  /** It takes its time. */
  | { readonly delayMs: number };

/** What was asked of a store that may be made to fail. */
export interface LedgerFaultInfo {
  readonly what: 'load' | 'append' | 'forget';
  /** Which one of its kind, from 1. */
  readonly count: number;
  /** What is to be appended. */
  readonly entries: readonly LedgerEntry[];
}

/** When a store fails, and how. */
export interface FaultyLedgerConfig {
  /** Asked for each thing that is done; undefined lets it pass. */
  readonly faultOf: (info: LedgerFaultInfo) => LedgerFault | undefined;
  /** For delays. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * A store with faults, to see what an application makes of them: refused appends, a full disk, a slow one, a damaged file.
 *
 * What waits keeps its order: an append never overtakes a slow one before it.
 *
 * @param store a store that works
 * @param config when it fails, and how
 * @example
 * import { memoryLedger } from '@rx-realtime/reconnection';
 * import { faultyLedger } from '@rx-realtime/reconnection/testing';
 *
 * const store = faultyLedger(memoryLedger(), {
 *   faultOf: ({ what, count }) => (what === 'append' && count === 2 ? { code: 'full' } : undefined),
 * });
 * for (const turn of ['first', 'second'])
 *   store.append([{ type: 'waived' }]).subscribe({
 *     error: ({ code }) => console.log(turn, code), // prints: second full
 *   });
 */
export function faultyLedger(
  store: LedgerStore,
  { faultOf, scheduler = asyncScheduler }: FaultyLedgerConfig,
): LedgerStore {
  const counts = { load: 0, append: 0, forget: 0 };
  /** Completes when nothing waits any more. */
  let idle$: Observable<never> = EMPTY;
  const faulty = <T>(
    what: LedgerFaultInfo['what'],
    entries: readonly LedgerEntry[],
    doing: () => Observable<T>,
  ): Observable<T> =>
    defer(() => {
      const fault = faultOf({ what, count: ++counts[what], entries });
      if (fault && 'code' in fault)
        return throwError(() => new LedgerStoreError(fault.code, `a fault of this ${what}`));
      const wait$ = fault ? timer(fault.delayMs, scheduler).pipe(ignoreElements()) : EMPTY;
      const ready$ = new ReplaySubject<never>();
      concat(idle$, wait$).subscribe(ready$);
      idle$ = ready$;
      return concat(ready$, defer(doing));
    });
  return {
    load: () => faulty('load', [], () => store.load()),
    append: (entries) => faulty('append', entries, () => store.append(entries)),
    forget: () => faulty('forget', [], () => store.forget()),
  };
}
