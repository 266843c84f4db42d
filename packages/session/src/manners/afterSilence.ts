import {
  asyncScheduler,
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  from,
  map,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';
import type { FloorHolder } from './whoSpeaks.ts';

/** Options of {@link afterSilence}. */
export interface AfterSilenceConfig {
  /** Times the silences. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * The number of each step, when it has been silent for so long: "Are you still there?", then "Goodbye."
 *
 * What to do about a user who says nothing.
 *
 * ```
 * source                   n-----a--n--------u--a--n----   n: nobody  a: assistant  u: user
 * afterSilence([5, 8])     -----0-----------1-----------0   each counts from the last words, or from the step before
 * ```
 *
 * - **Value**: `nobody` starts the clock of the next step, any other speaker stops it; `user` begins with the first step
 *   again. After the last step nothing more comes until the user has spoken.
 * - **Completion**: passed on, once the steps that run are over.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source, and stops the clock.
 * - **Re-subscription**: begins with the first step.
 * - **Memory**: one number.
 *
 * @param stepsMs how long each silence is, ms
 * @param config the clock
 *
 * @example
 * import { afterSilence } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * of('nobody' as const)
 *   .pipe(afterSilence([10, 20]))
 *   .subscribe((step) => console.log(step));
 * // prints: 0
 * // prints: 1
 *
 * @see {@link whoSpeaks}, {@link AssistantConfig.silence}
 */
export function afterSilence(
  stepsMs: readonly number[],
  { scheduler = asyncScheduler }: AfterSilenceConfig = {},
): OperatorFunction<FloorHolder, number> {
  return (source) =>
    defer(() => {
      let next = 0;
      const steps$ = defer(() =>
        from(stepsMs.slice(next)).pipe(
          concatMap((ms) => timer(ms, scheduler)),
          map(() => next++),
        ),
      );
      return source.pipe(
        distinctUntilChanged(),
        tap((speaker) => {
          if (speaker === 'user') next = 0;
        }),
        switchMap((speaker) => (speaker === 'nobody' ? steps$ : EMPTY)),
      );
    });
}
