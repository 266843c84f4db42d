import { clockOf } from '@rx-realtime/clock';
import { defer, EMPTY, timer } from 'rxjs';
import type { Observable, SchedulerLike, TimestampProvider } from 'rxjs';

/** The moment before which no connection is made, whoever asks for it. */
export class NotBefore {
  /** Completes when it has come. */
  readonly reached$: Observable<unknown>;
  readonly #clock: TimestampProvider;
  #atMs = -Infinity;

  constructor(scheduler: SchedulerLike) {
    this.#clock = clockOf(scheduler);
    this.reached$ = defer(() => {
      const waitMs = this.#atMs - this.#clock.now();
      return waitMs > 0 ? timer(waitMs, scheduler) : EMPTY;
    });
  }

  /** Moves it to so many milliseconds from now, where it is not later than that. */
  postpone(delayMs: number): void {
    this.#atMs = Math.max(this.#atMs, this.#clock.now() + delayMs);
  }
}
