import {
  BehaviorSubject,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  map,
  NEVER,
  of,
  startWith,
  Subject,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from '../../ledger/reduceLedger.ts';

/** What there is to load without a store; held, as a store is, until it is unsubscribed. */
const nothing$: Observable<readonly LedgerEntry[]> = NEVER.pipe(startWith([]));

/** The ledger of a socket, and the store that keeps it, if there is one: what happens is in the first at once, in the second when it can. */
export class KeptLedger {
  readonly ledger$ = new BehaviorSubject<Ledger>(emptyLedger);
  readonly conversation$: Observable<ConversationSnapshot>;
  readonly storeError$ = new Subject<LedgerStoreError>();
  readonly #store: LedgerStore | undefined;
  /** What happened before the store has told what it keeps; undefined from then on. */
  #early: LedgerEntry[] | undefined = [];

  constructor(store: LedgerStore | undefined) {
    this.#store = store;
    this.conversation$ = this.ledger$.pipe(
      map(({ conversation }) => conversation),
      distinctUntilChanged(),
    );
  }

  get ledger(): Ledger {
    return this.ledger$.value;
  }

  /** Emits once, when what was kept is here; holds the store until it is unsubscribed. */
  load(): Observable<void> {
    return (this.#store?.load() ?? nothing$).pipe(
      map((entries) => {
        // What this socket knows itself is newer than what it has had kept.
        const early = this.#early;
        if (early === undefined) return;
        this.#early = undefined;
        this.ledger$.next([...entries, ...early].reduce(reduceLedger, emptyLedger));
        if (early.length > 0) this.#append(early);
      }),
    );
  }

  record(entry: LedgerEntry): void {
    const ledger = reduceLedger(this.ledger, entry);
    if (ledger === this.ledger) return;
    this.ledger$.next(ledger);
    // Sound is counted, not kept.
    if (entry.type === 'received' && entry.event.type === 'response.output_audio.delta') return;
    if (this.#early) this.#early.push(entry);
    else this.#append([entry]);
  }

  /** Emits whether the call is yours, once that is durable. */
  claim(callId: string): Observable<boolean> {
    return defer(() => {
      if (this.ledger.calls.get(callId)?.isClaimed) return of(false);
      const entry: LedgerEntry = { type: 'claimed', callId };
      this.ledger$.next(reduceLedger(this.ledger, entry));
      return concat(this.#store?.append([entry]) ?? EMPTY, of(true));
    });
  }

  #append(entries: readonly LedgerEntry[]): void {
    this.#store?.append(entries).subscribe({ error: (error: unknown) => this.#failed(error) });
  }

  #failed(error: unknown): void {
    const told =
      error instanceof LedgerStoreError
        ? error
        : new LedgerStoreError('unavailable', 'the store has failed', error);
    this.storeError$.next(told);
  }
}
