import { asyncScheduler } from 'rxjs';
import type { SchedulerLike } from 'rxjs';

/**
 * A clock in milliseconds that never jumps: the scheduler's own under virtual time, the monotonic clock otherwise
 * (the wall clock may be set while a call runs).
 */
export const clockOf = (scheduler: SchedulerLike): (() => number) =>
  scheduler === asyncScheduler ? () => performance.now() : () => scheduler.now();
