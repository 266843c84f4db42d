import { asyncScheduler } from 'rxjs';
import type { SchedulerAction, SchedulerLike } from 'rxjs';

/** Real time, so many times faster: for waits of seconds over real sockets. */
export const hurry = (factor: number): SchedulerLike => ({
  now: () => asyncScheduler.now() * factor,
  schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delay?: number, state?: T) =>
    asyncScheduler.schedule(work, (delay ?? 0) / factor, state),
});
