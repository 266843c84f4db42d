import type { MonoTypeOperatorFunction, NextObserver } from 'rxjs';
import { staged } from '../../internal/stage.ts';

export interface InOrderConfig<M> {
  /** The how-manieth a message is; undefined is not numbered, and passes at once. */
  readonly numberOf: (message: M) => number | undefined;
  /** How many may wait for one that is late. */
  readonly maxHeld: number;
  /** Hears of each that comes after its turn. It is left out. */
  readonly lateObserver: NextObserver<M>;
}

/** Numbered messages in their order; what is missing is waited for while others come. */
export const inOrder = <M>({
  numberOf,
  maxHeld,
  lateObserver,
}: InOrderConfig<M>): MonoTypeOperatorFunction<M> =>
  staged(() => {
    const held = new Map<number, M>();
    let next: number | undefined;
    /** What can go now. */
    const release = (): readonly M[] => {
      const ready: M[] = [];
      for (;;) {
        if (next !== undefined && !held.has(next) && held.size > maxHeld) next = Math.min(...held.keys());
        const message = next === undefined ? undefined : held.get(next);
        if (next === undefined || message === undefined) return ready;
        ready.push(message);
        held.delete(next);
        next += 1;
      }
    };
    return {
      push: (message) => {
        const number = numberOf(message);
        if (number === undefined) return [message];
        next ??= number;
        if (number < next) {
          lateObserver.next(message);
          return [];
        }
        held.set(number, message);
        return release();
      },
      flush: () => [...held].sort(([one], [other]) => one - other).map(([, message]) => message),
    };
  });
