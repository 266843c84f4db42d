import { Subscription } from 'rxjs';
import type { SchedulerAction, SchedulerLike } from 'rxjs';
import { createAgenda } from './agenda.ts';
import type { Agenda, Due } from './agenda.ts';

type Work<T> = (this: SchedulerAction<T>, state?: T) => void;

/** A scheduler whose time passes when it is told to. */
export interface VirtualTime extends SchedulerLike {
  /** Milliseconds that have passed. */
  now(): number;
  /** Lets time pass until `ms`, and runs what is due by then, in order. */
  advanceTo(ms: number): void;
  /** Lets time pass until nothing is left to do. */
  flush(): void;
  /** How many things wait for their time. */
  readonly pending: number;
}

interface Action extends Due {
  run(): void;
}

interface Now {
  readonly agenda: Agenda<Action>;
  ms: number;
  /** How many things have been asked for. */
  asked: number;
}

/** One piece of work, which may be done again: then at another time, but as the same thing. */
class VirtualAction<T> extends Subscription implements SchedulerAction<T>, Action {
  atMs = 0;
  order = 0;
  place = -1;
  readonly #now: Now;
  readonly #work: Work<T>;
  #state: T | undefined = undefined;

  constructor(now: Now, work: Work<T>) {
    super();
    this.#now = now;
    this.#work = work;
  }

  schedule(state?: T, delayMs = 0): Subscription {
    if (this.closed) return this;
    const { agenda, ms } = this.#now;
    agenda.remove(this);
    this.#state = state;
    this.atMs = ms + Math.max(0, delayMs);
    this.order = this.#now.asked++;
    agenda.add(this);
    return this;
  }

  run(): void {
    this.#work(this.#state);
  }

  override unsubscribe(): void {
    this.#now.agenda.remove(this);
    super.unsubscribe();
  }
}

/**
 * Virtual time: a scheduler for sockets, simulators and operators under which an hour takes as long as the work in it.
 *
 * RxJS's `VirtualTimeScheduler` sorts all that waits whenever something is added, and an `interval` on it leaves a trace
 * of every round. Here what waits is a heap, and what is done again is one thing. Time starts at 0; what is due at the
 * same time is done in the order in which it was asked for.
 *
 * ```
 * schedule:  at 5: a   at 2: b   at 5: c
 * flush():   b (2)  a (5)  c (5)
 * ```
 *
 * An error that is thrown by what is due comes out of `advanceTo` or `flush`; what is due later can still be done.
 *
 * @example
 * import { virtualTime } from '@rx-realtime/simulator';
 * import { interval } from 'rxjs';
 *
 * const time = virtualTime();
 * const beats = interval(1_000, time).subscribe();
 * time.advanceTo(3_600_000);
 * console.log(time.now(), time.pending); // prints: 3600000 1
 * beats.unsubscribe();
 * console.log(time.pending); // prints: 0
 */
export function virtualTime(): VirtualTime {
  const now: Now = { agenda: createAgenda(), ms: 0, asked: 0 };
  const { agenda } = now;

  const runUntil = (ms: number): void => {
    for (let action = agenda.first(); action && action.atMs <= ms; action = agenda.first()) {
      agenda.remove(action);
      now.ms = action.atMs;
      action.run();
    }
  };

  return {
    now: () => now.ms,
    schedule: <T>(work: Work<T>, delayMs?: number, state?: T) =>
      new VirtualAction(now, work).schedule(state, delayMs),
    advanceTo: (ms) => {
      runUntil(ms);
      now.ms = Math.max(now.ms, ms);
    },
    flush: () => runUntil(Number.POSITIVE_INFINITY),
    get pending() {
      return agenda.size();
    },
  };
}
