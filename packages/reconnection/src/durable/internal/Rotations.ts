import type { ConnectionLost, Handover, ServerEvent } from '@rx-realtime/codecs';
import { isRealtimeError, RealtimeError } from '@rx-realtime/connection';
import {
  concat,
  EMPTY,
  filter,
  map,
  merge,
  ReplaySubject,
  Subject,
  Subscription,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Observable, SchedulerLike, TimestampProvider } from 'rxjs';
import type { RotationConfig, RotationOutcome } from '../rotationConfig.ts';
import type { Owner } from './Owner.ts';
import type { Partner, PartnerSession } from './Partner.ts';
import { rotationTimes } from './rotationTimes.ts';

/** What rotations are made for: somebody who holds the conversation with one partner at a time. */
export interface RotationHost {
  readonly scheduler: SchedulerLike;
  readonly owner: Owner;
  /** Whether nothing is going on. */
  isQuiet(): boolean;
  /** Makes who could take over; undefined where nobody can, or there is nothing to take over. */
  second(): Partner | undefined;
  /** A rotation begins. */
  rotating(): void;
  /** @param end how the session before has ended, where it has not done so just now */
  takeOver(partner: Partner, info: Pick<Handover, 'reason' | 'isQuiet'>, end?: ConnectionLost): void;
  /**
   * The partner that there was goes on, and the other has ended. Returns who could be tried in its place: one at the
   * endpoint where the conversation is, when the other was at another.
   */
  stay(partner: Partner): Partner | undefined;
}

/** A rotation that is under way. */
interface Current {
  readonly partner: Partner;
  readonly outcome$: ReplaySubject<RotationOutcome>;
}

/** When sessions are replaced: before they end, or when somebody asks; one at a time, and not too often. */
export class Rotations {
  readonly #config: RotationConfig | false;
  readonly #host: RotationHost;
  readonly #clock: TimestampProvider;
  readonly #checks$ = new Subject<void>();
  #timer = Subscription.EMPTY;
  /** The rotation that is under way. */
  #current: Current | undefined;
  #running = Subscription.EMPTY;
  #isPlaying = false;
  /** By the clock: when the last rotation began, and when the session will not last any longer. */
  #lastMs = -Infinity;
  #deadlineMs = Infinity;
  #gapMs = 0;
  #marginMs = 0;

  constructor(config: RotationConfig | false, host: RotationHost, clock: TimestampProvider) {
    this.#config = config;
    this.#host = host;
    this.#clock = clock;
  }

  /** A session holds the conversation from now on. */
  plan({ expiresAt, bornMs }: PartnerSession): void {
    const { scheduler } = this.#host;
    const nowMs = this.#clock.now();
    const times = rotationTimes(expiresAt, scheduler.now(), nowMs - bornMs, this.#config || {});
    this.#timer.unsubscribe();
    this.#deadlineMs = nowMs + times.deadlineMs;
    this.#gapMs = times.gapMs;
    this.#marginMs = times.marginMs;
    if (this.#config !== false) this.#rotateIn(Math.max(times.startMs, this.#lastMs + times.gapMs - nowMs));
  }

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /** Something has happened: it may be quiet now. */
  check(): void {
    if (this.#current) this.#checks$.next();
  }

  rotate(reason: 'expiry' | 'asked'): Observable<RotationOutcome> {
    if (this.#current) return this.#current.outcome$;
    const outcome$ = new ReplaySubject<RotationOutcome>(1);
    const nowMs = this.#clock.now();
    const partner = nowMs - this.#lastMs < this.#gapMs ? 'too_soon' : (this.#host.second() ?? 'no_session');
    if (typeof partner === 'string') tell(outcome$, { state: 'stayed', reason: partner });
    else this.#begin(partner, reason, outcome$);
    return outcome$;
  }

  /** The session is lost. A second one that exists takes its place at once; returns whether there was one. */
  rescue(lost: ConnectionLost): boolean {
    const current = this.#current;
    if (current?.partner.mind.restoration === undefined) return false;
    this.#takeOver(current, { reason: 'lost', isQuiet: false }, lost);
    this.#running.unsubscribe();
    return true;
  }

  /** The session is gone: there is nothing to be replaced. */
  cancel(): void {
    this.#timer.unsubscribe();
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    this.#host.owner.retire(current.partner, () => this.#running.unsubscribe());
    tell(current.outcome$, { state: 'stayed', reason: 'lost' });
  }

  #takeOver(
    { partner, outcome$ }: Current,
    info: Pick<Handover, 'reason' | 'isQuiet'>,
    end?: ConnectionLost,
  ): void {
    this.#current = undefined;
    this.#host.takeOver(partner, info, end);
    tell(outcome$, { state: 'rotated', generation: partner.generation, isQuiet: info.isQuiet });
  }

  #rotateIn(delayMs: number): void {
    const { scheduler } = this.#host;
    if (this.#clock.now() + delayMs >= this.#deadlineMs) return;
    this.#timer = scheduler.schedule(() => this.rotate('expiry'), delayMs);
  }

  #begin(partner: Partner, reason: 'expiry' | 'asked', outcome$: ReplaySubject<RotationOutcome>): void {
    const nowMs = this.#clock.now();
    this.#lastMs = nowMs;
    const current = (this.#current = { partner, outcome$ });
    this.#host.rotating();
    // Whoever was told may have ended everything.
    if (this.#current !== current) return;
    this.#isPlaying = false;
    this.#running = this.#turnOf(partner, Math.min(this.#deadlineMs - nowMs, this.#marginMs)).subscribe({
      next: (isQuiet) => this.#takeOver(current, { reason, isQuiet }),
      error: (error: unknown) => {
        this.#current = undefined;
        const other = this.#host.stay(partner);
        if (other) return this.#begin(other, reason, outcome$);
        // The expiry that is left may give room for another attempt.
        if (this.#config !== false && reason === 'expiry') this.#rotateIn(this.#gapMs);
        const told = isRealtimeError(error) ? { error } : {};
        return tell(outcome$, { state: 'stayed', reason: 'refused', ...told });
      },
    });
  }

  /**
   * Opens a second session and gives it the conversation, then waits for a quiet point, or for the deadline.
   *
   * - **Value**: one, when the second session is to take over: whether it is quiet. The session is connected until then.
   * - **Completion**: after the value.
   * - **Error**: where the second session is refused, ends, or is not there at the deadline.
   * - **Unsubscription**: closes the second session, unless somebody else listens to it.
   */
  #turnOf(partner: Partner, deadlineMs: number): Observable<boolean> {
    const { isPlaying$ = EMPTY } = this.#config || {};
    const playing$ = isPlaying$.pipe(tap((isPlaying) => (this.#isPlaying = isPlaying)));
    const isQuiet = (): boolean => !this.#isPlaying && this.#host.isQuiet();
    const ended$ = throwError(() => late('the second session ended'));
    const heard$ = concat(partner.events$, ended$).pipe(tap((event: ServerEvent) => partner.standBy(event)));
    const quiet$ = merge(heard$, partner.link.outbox.undelivered$, this.#checks$, playing$).pipe(
      filter(() => partner.mind.restoration?.isDone === true && isQuiet()),
    );
    const deadline$ = timer(deadlineMs, this.#host.scheduler).pipe(
      tap(() => {
        if (partner.mind.restoration === undefined) throw late('the second session is late');
      }),
    );
    return merge(quiet$, deadline$).pipe(
      map(() => isQuiet()),
      take(1),
    );
  }
}

const tell = (outcome$: ReplaySubject<RotationOutcome>, outcome: RotationOutcome): void => {
  outcome$.next(outcome);
  outcome$.complete();
};

const late = (message: string): RealtimeError =>
  new RealtimeError({ code: 'rotation_failed', reason: 'close', message, retriable: true });
