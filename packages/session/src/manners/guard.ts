import { concatMap, defer, finalize, map, mergeMap, ReplaySubject, Subject, Subscription } from 'rxjs';
import type { MonoTypeOperatorFunction, NextObserver, SchedulerLike } from 'rxjs';
import { verdictOn } from './internal/verdictOn.ts';
import type { Judge } from './judge.ts';

/** Something that did not pass, and why: false, or what went wrong with the judge. */
export interface Rejected<T> {
  readonly value: T;
  readonly cause: unknown;
}

/** Options of {@link guard}. */
export interface GuardConfig<T> {
  /** Hears of everything that did not pass. */
  readonly rejectedObserver?: NextObserver<Rejected<T>>;
  /** How long a judge may take; what it has not judged by then does not pass. @defaultValue 5,000 ms */
  readonly timeoutMs?: number;
  /** Times the judge. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Holds every value back until it was judged, and lets pass what may.
 *
 * A bouncer for text, for blocks of sound, for events.
 *
 * ```
 * source        --a--b--c-----------|
 * judge         --a judged: true in 5, b: false in 1, c: true in 1
 * guard(judge)  -------a-c----------|   in order, judged side by side
 * ```
 *
 * - **Value**: is judged at once, and passes in its turn.
 * - **Completion**: when the source has completed and the last value was judged.
 * - **Error**: passed on; the operator has none of its own: a judge that fails rejects.
 * - **Unsubscription**: leaves the source and the judges.
 * - **Re-subscription**: that of the source.
 * - **Memory**: what waits to be judged.
 *
 * @param judge decides
 * @param config how long to wait, and who hears of what did not pass
 *
 * @example
 * import { guard } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * of('Hello.', 'My card is 4111 1111 1111 1111.')
 *   .pipe(guard((text) => [!/\d{4} \d{4}/.test(text)]))
 *   .subscribe((text) => console.log(text)); // prints: Hello.
 *
 * @see {@link guardSpeech} for what the model says
 */
export function guard<T>(judge: Judge<T>, config: GuardConfig<T> = {}): MonoTypeOperatorFunction<T> {
  const { rejectedObserver } = config;
  return (source) =>
    defer(() => {
      const rejected$ = new Subject<Rejected<T>>();
      // Through a subject, so that an observer that throws harms nobody else.
      if (rejectedObserver) rejected$.subscribe(rejectedObserver);
      const judging = new Subscription();
      /** Judged from now on, whenever its turn comes. */
      const begun = (value: T): ReplaySubject<unknown> => {
        const verdict$ = new ReplaySubject<unknown>(1);
        judging.add(verdictOn(judge, value, config).subscribe(verdict$));
        return verdict$;
      };
      return source.pipe(
        map((value) => [value, begun(value)] as const),
        concatMap(([value, verdict$]) =>
          verdict$.pipe(
            mergeMap((verdict) => {
              if (verdict === true) return [value];
              rejected$.next({ value, cause: verdict });
              return [];
            }),
          ),
        ),
        finalize(() => judging.unsubscribe()),
      );
    });
}
