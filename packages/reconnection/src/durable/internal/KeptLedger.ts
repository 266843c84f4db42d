import { BehaviorSubject, concat, defer, distinctUntilChanged, finalize, map, NEVER, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { HeardPart, Ledger } from '../../ledger/ledger.ts';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from '../../ledger/reduceLedger.ts';
import { unknownOutcomes } from '../../ledger/unknownOutcomes.ts';
import { replaced } from './replaced.ts';

/** What there is to load without a store; held, as a store is, until it is unsubscribed. */
const nothing$: Observable<readonly LedgerEntry[]> = concat([[]], NEVER);

/** The ledger of a socket, and the store that keeps it, if there is one: what happens is in the first at once, in the second when it can. */
export class KeptLedger {
  readonly ledger$ = new BehaviorSubject<Ledger>(emptyLedger);
  readonly conversation$: Observable<ConversationSnapshot> = this.ledger$.pipe(
    map(({ conversation }) => conversation),
    distinctUntilChanged(),
  );
  readonly storeError$ = new Subject<LedgerStoreError>();
  readonly #store: LedgerStore | undefined;
  #isLoaded = false;
  /** What happens while the store is not held; undefined while it is. */
  #early: LedgerEntry[] | undefined = [];

  constructor(store: LedgerStore | undefined) {
    this.#store = store;
  }

  get ledger(): Ledger {
    return this.ledger$.value;
  }

  /** Emits once, when what was kept is here; holds the store until it is unsubscribed. */
  load(): Observable<void> {
    return (this.#store?.load() ?? nothing$).pipe(
      map((entries) => {
        // Nobody has noted the end of a session that all have left, or whose process was killed.
        const lost: LedgerEntry = { type: 'received', event: replaced(0) };
        let early = this.#early ?? [];
        if (this.#isLoaded) this.record(lost);
        else {
          // What this socket knows itself is newer than what it has had kept.
          const kept = entries.reduce(reduceLedger, emptyLedger);
          if (entries.length > 0)
            early = [
              lost,
              ...[...kept.played.values()].map((part): LedgerEntry => ({ ...part, type: 'heard' })),
              ...unknownOutcomes(kept),
              ...early,
            ];
          this.ledger$.next(early.reduce(reduceLedger, kept));
        }
        this.#isLoaded = true;
        this.#early = undefined;
        this.#append(early);
      }),
      finalize(() => (this.#early ??= [])),
    );
  }

  record(entry: LedgerEntry): void {
    const ledger = reduceLedger(this.ledger, entry);
    if (ledger === this.ledger) return;
    this.ledger$.next(ledger);
    if (this.#early) this.#early.push(entry);
    else this.#append([entry]);
  }

  /** The listener has heard so much by now. */
  heard(part: HeardPart): void {
    this.record({ ...part, type: 'played' });
  }

  /** Emits whether the call is yours, once that is durable. */
  claim(callId: string): Observable<boolean> {
    return defer(() => {
      if (this.ledger.calls.get(callId)?.isClaimed) return [false];
      const entry: LedgerEntry = { type: 'claimed', callId };
      this.ledger$.next(reduceLedger(this.ledger, entry));
      return concat(this.#store?.append([entry]) ?? [], [true]);
    });
  }

  #append(entries: readonly LedgerEntry[]): void {
    this.#store?.append(entries).subscribe({
      error: (error: unknown) =>
        this.storeError$.next(
          error instanceof LedgerStoreError
            ? error
            : new LedgerStoreError('unavailable', 'the store failed', error),
        ),
    });
  }
}
