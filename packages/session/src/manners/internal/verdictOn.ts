import { asyncScheduler, catchError, defer, from, of, take, throwError, throwIfEmpty, timeout } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Judge } from '../judge.ts';

/** How a judge is asked. */
export interface VerdictConfig {
  readonly timeoutMs?: number;
  readonly scheduler?: SchedulerLike;
}

/** True, or why not: what a judge says of a value, once. */
export const verdictOn = <T>(
  judge: Judge<T>,
  value: T,
  { timeoutMs = 5_000, scheduler = asyncScheduler }: VerdictConfig,
): Observable<unknown> =>
  defer(() => from(judge(value))).pipe(
    take(1),
    throwIfEmpty(() => new Error('the judge has no verdict')),
    timeout({
      first: timeoutMs,
      scheduler,
      with: () => throwError(() => new Error(`no verdict within ${timeoutMs} ms`)),
    }),
    catchError((error: unknown) => of(error)),
  );
