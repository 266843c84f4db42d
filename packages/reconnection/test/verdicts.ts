import { isDeepStrictEqual } from 'node:util';
import { playCuts, right } from './modelCuts.ts';
import type { Schedule } from './modelCuts.ts';
import type { Cut, FrameCounts } from './modelLine.ts';

/** What is told of schedules. */
export interface Verdicts {
  /** What is not as it should be in the end; undefined where all is. */
  readonly wrongWith: (schedule: Schedule) => typeof right | undefined;
  /** How many were played. */
  readonly played: () => number;
}

const keyOf = ({ latencyMs, toolMs }: Schedule, struck: readonly Cut[]): string =>
  JSON.stringify([latencyMs, toolMs, struck]);

/**
 * Plays schedules. One that comes to the same as an earlier one is not played again: what would strike a connection that
 * is never made, or a frame that is never sent, changes nothing, and nothing is left to chance.
 */
export const verdicts = (): Verdicts => {
  /** By what has struck before it: the frames of the last connection, which nothing has struck. */
  const known = new Map<string, FrameCounts>();
  let count = 0;

  const isKnown = (schedule: Schedule): boolean => {
    const struck: Cut[] = [];
    for (;;) {
      const frames = known.get(keyOf(schedule, struck));
      const [cut, other] = schedule.cuts.filter(({ connection }) => connection === struck.length + 1);
      if (frames === undefined || other !== undefined) return false;
      if (cut === undefined || cut.count > frames[cut.from]) return true;
      struck.push(cut);
    }
  };

  return {
    wrongWith: (schedule) => {
      // Sessions that follow each other by themselves have more than one connection at a time.
      const isPlain = schedule.rotateAtMs === undefined;
      if (isPlain && isKnown(schedule)) return undefined;
      count += 1;
      const { outcome, frames, struck } = playCuts(schedule);
      if (!isDeepStrictEqual(outcome, right)) return outcome;
      if (isPlain) known.set(keyOf(schedule, struck), frames);
      return undefined;
    },
    played: () => count,
  };
};
