import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler } from 'rxjs';
import type { SchedulerLike, TimestampProvider } from 'rxjs';

/** What a simulator tells the time by. */
export interface Time {
  /** Runs what is due later; its `now` is the wall clock, for what is shown. */
  readonly scheduler: SchedulerLike;
  /** Measures durations; it never jumps. */
  readonly clock: TimestampProvider;
}

/** The time of a scheduler. */
export const timeOf = (scheduler: SchedulerLike = asyncScheduler): Time => ({
  scheduler,
  clock: clockOf(scheduler),
});
