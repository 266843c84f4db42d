import type { Fault } from './fault.ts';

/** What goes one way, one after the other, unless faults lead it astray. */
export interface Passage<T> {
  /** Passes something on as the faults that struck at it have it. */
  readonly pass: (thing: T, faults: readonly Fault[]) => void;
  /** Nothing follows any more: what waits for it goes now. */
  readonly flush: () => void;
}

/** @param later calls back after so many milliseconds, unless the line is dead by then */
export const createPassage = <T>(
  deliver: (thing: T) => void,
  later: (ms: number, work: () => void) => void,
): Passage<T> => {
  let held: readonly T[] = [];

  /** What is left to deliver now. */
  const astray = (thing: T, faults: readonly Fault[]): readonly T[] => {
    let things: readonly T[] = [thing];
    for (const fault of faults) {
      if (fault.do === 'lose') things = [];
      if (fault.do === 'duplicate') things = [...things, ...things];
      if (fault.do === 'delay') {
        const late = things;
        things = [];
        later(fault.ms, () => late.forEach(deliver));
      }
    }
    return things;
  };

  const flush = (): void => {
    const waiting = held;
    held = [];
    waiting.forEach(deliver);
  };

  return {
    pass: (thing, faults) => {
      if (faults.length === 0 && held.length === 0) return deliver(thing);
      const things = astray(thing, faults);
      // What overtakes something is not held in its turn, or nothing would ever come when every event is reordered.
      if (held.length === 0 && faults.some((fault) => fault.do === 'reorder')) {
        held = things;
        return;
      }
      things.forEach(deliver);
      flush();
    },
    flush,
  };
};
