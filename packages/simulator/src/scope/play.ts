import { Observable } from 'rxjs';
import type { Time } from './time.ts';

/** Something to do at a time after the start; `false` ends the sequence early. */
export interface Step {
  readonly atMs: number;
  readonly run: () => boolean;
}

/** Runs steps at their times and completes; one that throws is an error. Unsubscribing stops it between two steps. */
export const play = (steps: readonly Step[], { scheduler, clock }: Time): Observable<never> =>
  new Observable((subscriber) => {
    const start = clock.now();
    let next = 0;
    const elapsed = (): number => clock.now() - start;
    const runDue = (): boolean => {
      while (!subscriber.closed && next < steps.length && steps[next]!.atMs <= elapsed()) {
        if (!steps[next]!.run()) return false;
        next += 1;
      }
      return next < steps.length;
    };
    // Whole milliseconds: a rounding error smaller than the clock can show would never pass.
    const wait = (): number => Math.max(0, Math.ceil((steps[next]?.atMs ?? 0) - elapsed()));
    if (steps.length === 0) {
      subscriber.complete();
      return;
    }
    subscriber.add(
      scheduler.schedule(function () {
        try {
          if (runDue()) this.schedule(undefined, wait());
          else subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      }, wait()),
    );
  });
