import type { ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeStatus } from '@rx-realtime/connection';
import type { RealtimeLink } from '@rx-realtime/connection/link';
import { BehaviorSubject, dematerialize, finalize, materialize, merge, Observable, switchMap } from 'rxjs';
import type { Subscription } from 'rxjs';
import type { Fate } from './Fate.ts';
import type { Partner } from './Partner.ts';

/** The partner that owns the conversation, and for a while a second one: the next, or the one before until it has ended. */
export class Owner {
  /** What the owner says, until it ends. */
  readonly events$: Observable<ServerEvent>;
  /** The state of the conversation: that of its owner's link, and what no link knows of. */
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  /** Whether the owner was made so at a quiet point: it has been given what was said before. */
  isQuiet = false;
  /** How many events of sessions were discarded that others have replaced. */
  readonly stale$ = new BehaviorSubject(0);
  readonly #partner$: BehaviorSubject<Partner>;
  readonly #all$: BehaviorSubject<readonly Partner[]>;

  /** @param isContinuation whether a new session is going to be given what was said */
  constructor(first: Partner, fate: Fate, isContinuation: () => boolean) {
    this.#partner$ = new BehaviorSubject(first);
    this.#all$ = new BehaviorSubject<readonly Partner[]>([first]);
    this.events$ = this.#partner$.pipe(
      switchMap(({ events$ }) => events$.pipe(materialize())),
      dematerialize(),
    );
    this.#partner$.pipe(switchMap(({ link }) => link.status$)).subscribe((status) => {
      if ('generation' in status) fate.generation = Math.max(fate.generation, status.generation);
      const isGiven = this.isQuiet && this.partner.mind.restoration?.isDone === true;
      const isRestoring = status.state === 'ready' && isContinuation() && !isGiven;
      this.status$.next(isRestoring ? { ...status, state: 'restoring' } : status);
    });
  }

  get partner(): Partner {
    return this.#partner$.value;
  }

  tell(state: 'ready' | 'restoring' | 'rotating'): void {
    const { generation } = this.partner;
    const now = this.status$.value;
    if (now.state === state && now.generation === generation) return;
    this.status$.next({ state, generation });
  }

  /** What all links tell. */
  all<T>(of: (link: RealtimeLink) => Observable<T>): Observable<T> {
    return this.#all$.pipe(switchMap((all) => merge(...all.map(({ link }) => of(link)))));
  }

  pause(): Subscription {
    return this.all((link) => new Observable(() => link.pause())).subscribe();
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
