import type { ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeStatus } from '@rx-realtime/connection';
import type { RealtimeLink } from '@rx-realtime/connection/link';
import { BehaviorSubject, dematerialize, finalize, materialize, merge, NEVER, switchMap, using } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { Partner } from './Partner.ts';

/** The partner that owns the conversation, and for a while a second one: the next, or the one before until it has ended. */
export class Owner {
  /** What the owner says, until it ends. */
  readonly events$: Observable<ServerEvent>;
  readonly status$: Observable<RealtimeStatus>;
  /** How many events of sessions were discarded that others have replaced. */
  readonly stale$ = new BehaviorSubject(0);
  readonly #partner$: BehaviorSubject<Partner>;
  readonly #all$: BehaviorSubject<readonly Partner[]>;

  constructor(first: Partner) {
    this.#partner$ = new BehaviorSubject(first);
    this.#all$ = new BehaviorSubject<readonly Partner[]>([first]);
    this.events$ = this.#partner$.pipe(
      switchMap(({ events$ }) => events$.pipe(materialize())),
      dematerialize(),
    );
    this.status$ = this.#partner$.pipe(switchMap(({ link }) => link.status$));
  }

  get partner(): Partner {
    return this.#partner$.value;
  }

  /** What all links tell. */
  all<T>(of: (link: RealtimeLink) => Observable<T>): Observable<T> {
    return this.#all$.pipe(switchMap((all) => merge(...all.map(({ link }) => of(link)))));
  }

  pause(): Subscription {
    return this.all((link) =>
      using(
        () => link.pause(),
        () => NEVER,
      ),
    ).subscribe();
  }

  admit(partner: Partner): void {
    this.#all$.next([...this.#all$.value, partner]);
  }

  /** Nobody hears of a partner any more. */
  dismiss(partner: Partner): void {
    this.#all$.next(this.#all$.value.filter((other) => other !== partner));
  }

  /** Makes a partner the owner whose predecessor is not connected. */
  turnTo(partner: Partner): void {
    if (partner === this.partner) return;
    if (!this.#all$.value.includes(partner)) this.admit(partner);
    this.#partner$.next(partner);
  }

  /** Makes a connected partner the owner in place of a connected one. */
  replace(partner: Partner): void {
    const before = this.partner;
    this.retire(before, () => this.#partner$.next(partner));
  }

  /** Closes a link that is connected; what it still says is counted and discarded. */
  retire(partner: Partner, release: () => void): void {
    const hear = { next: () => this.stale$.next(this.stale$.value + 1), error: () => undefined };
    partner.events$.pipe(finalize(() => this.dismiss(partner))).subscribe(hear);
    release();
    partner.link.stop();
  }
}
