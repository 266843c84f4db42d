/** What was found in the newest frames: which of them held speech. */
export interface Verdicts {
  readonly add: (voiced: boolean) => void;
  /** How many of so many newest frames held speech. */
  readonly voicedIn: (frames: number) => number;
  /** How many frames before the newest the earliest with speech was; -1 when none of them has any. */
  readonly sinceOnset: () => number;
  readonly clear: () => void;
}

/** @param size how many frames are remembered, 30 at most: they are the bits of a number */
export const createVerdicts = (size: number): Verdicts => {
  let bits = 0;
  return {
    add: (voiced) => {
      bits = ((bits << 1) | (voiced ? 1 : 0)) & ((1 << size) - 1);
    },
    voicedIn: (frames) => {
      let count = 0;
      for (let index = 0; index < frames; index++) count += (bits >> index) & 1;
      return count;
    },
    sinceOnset: () => 31 - Math.clz32(bits),
    clear: () => {
      bits = 0;
    },
  };
};
