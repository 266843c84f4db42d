import { asyncScheduler } from 'rxjs';
import type { SchedulerLike, TimestampProvider } from 'rxjs';

/**
 * Whether a scheduler shows the wall clock, as RxJS's schedulers of real time do: `Date.now`, which jumps when the
 * machine's clock is set. Within `TestScheduler.run` the same schedulers show virtual time.
 */
const showsWallClock = (scheduler: SchedulerLike): boolean => Math.abs(scheduler.now() - Date.now()) < 1_000;

/**
 * A clock in milliseconds that never jumps.
 *
 * Measures how long something takes, or when it is due: `performance.now()` in real time, the scheduler's own time
 * under virtual time. What is shown to people, or comes from a server as a date, takes the wall clock instead.
 *
 * @param scheduler the scheduler that times the same work
 * @defaultValue `asyncScheduler`
 * @returns milliseconds since some moment; only differences mean something
 * @example
 * import { clockOf } from '@rx-realtime/clock';
 * import { of, timestamp } from 'rxjs';
 *
 * of('a').pipe(timestamp(clockOf())).subscribe(({ timestamp: ms }) => console.log(ms > 0)); // prints: true
 * @see {@link https://rxjs.dev/api/index/function/timestamp | timestamp}
 */
export function clockOf(scheduler: SchedulerLike = asyncScheduler): TimestampProvider {
  return showsWallClock(scheduler) ? { now: () => performance.now() } : { now: () => scheduler.now() };
}
