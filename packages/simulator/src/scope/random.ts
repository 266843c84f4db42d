/** A source of numbers in [0, 1) that repeats itself for the same seed. */
export type Random = () => number;

const { imul } = Math;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for ids, padding and fault dice. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};

/** A seed of its own for each of several streams drawn from one number (connection 1, connection 2, …). */
export const derivedSeed = (seed: number, index: number): number =>
  (imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ imul(index + 1, 0xc2b2ae35)) >>> 0;
