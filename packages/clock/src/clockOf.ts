import { animationFrameScheduler, asapScheduler, asyncScheduler, queueScheduler } from 'rxjs';
import type { SchedulerLike, TimestampProvider } from 'rxjs';

/** RxJS's schedulers of real time: their `now` is `Date.now`, which jumps when the machine's clock is set. */
const realTime: ReadonlySet<SchedulerLike> = new Set([
  animationFrameScheduler,
  asapScheduler,
  asyncScheduler,
  queueScheduler,
]);

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
  return realTime.has(scheduler) ? { now: () => performance.now() } : { now: () => scheduler.now() };
}
