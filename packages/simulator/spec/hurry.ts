import { asyncScheduler } from 'rxjs';
import type { SchedulerLike } from 'rxjs';

/** Real time, so many times faster: for waits of seconds over real sockets. */
export const hurry = (factor: number): SchedulerLike => ({
  now: () => asyncScheduler.now() * factor,
  schedule: (work, delay = 0, state) => asyncScheduler.schedule(work, delay / factor, state),
});
