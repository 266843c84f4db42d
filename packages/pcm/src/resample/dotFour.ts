import type { ResampleFilter } from './resampleFilter.ts';

/**
 * Four dot products in one loop: output i is row `rows[i]` of the coefficients against the window from `places[i]` on.
 *
 * Four independent sums keep the processor busy. Each sum runs over its taps in order, in every variant below, so which
 * outputs share a loop, and with it the chunking of the input, never changes a bit.
 */
export type DotFour = (
  rows: Int32Array,
  window: Float64Array,
  places: Int32Array,
  sums: Float64Array,
) => void;

/** Any four outputs. */
export const anyRows =
  ({ coefficients, taps }: ResampleFilter): DotFour =>
  (rows, window, places, sums) => {
    const p = rows[0]!;
    const q = rows[1]!;
    const r = rows[2]!;
    const s = rows[3]!;
    const a = places[0]!;
    const b = places[1]!;
    const c = places[2]!;
    const d = places[3]!;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let k = 0; k < taps; k++) {
      sumA += coefficients[p + k]! * window[a + k]!;
      sumB += coefficients[q + k]! * window[b + k]!;
      sumC += coefficients[r + k]! * window[c + k]!;
      sumD += coefficients[s + k]! * window[d + k]!;
    }
    sums[0] = sumA;
    sums[1] = sumB;
    sums[2] = sumC;
    sums[3] = sumD;
  };

/** Upwards by a whole number, 24 -> 48 kHz: the outputs of a row are one sample apart, and what one has read is the next one's. */
const neighbours =
  ({ coefficients, taps }: ResampleFilter): DotFour =>
  (rows, window, places, sums) => {
    const row = rows[0]!;
    const a = places[0]!;
    let x0 = window[a]!;
    let x1 = window[a + 1]!;
    let x2 = window[a + 2]!;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let k = 0; k < taps; k++) {
      const x3 = window[a + k + 3]!;
      const tap = coefficients[row + k]!;
      sumA += tap * x0;
      sumB += tap * x1;
      sumC += tap * x2;
      sumD += tap * x3;
      x0 = x1;
      x1 = x2;
      x2 = x3;
    }
    sums[0] = sumA;
    sums[1] = sumB;
    sums[2] = sumC;
    sums[3] = sumD;
  };

/** Decimation by two, 48 -> 24 kHz: the outputs of a row are two samples apart, and six samples stay in registers. */
const everySecond =
  ({ coefficients, taps }: ResampleFilter): DotFour =>
  (rows, window, places, sums) => {
    const row = rows[0]!;
    const a = places[0]!;
    let x0 = window[a]!;
    let x1 = window[a + 1]!;
    let x2 = window[a + 2]!;
    let x3 = window[a + 3]!;
    let x4 = window[a + 4]!;
    let x5 = window[a + 5]!;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let k = 0; k < taps; k += 2) {
      const x6 = window[a + k + 6]!;
      const x7 = window[a + k + 7]!;
      const even = coefficients[row + k]!;
      const odd = coefficients[row + k + 1]!;
      sumA += even * x0;
      sumB += even * x2;
      sumC += even * x4;
      sumD += even * x6;
      sumA += odd * x1;
      sumB += odd * x3;
      sumC += odd * x5;
      sumD += odd * x7;
      x0 = x2;
      x1 = x3;
      x2 = x4;
      x3 = x5;
      x4 = x6;
      x5 = x7;
    }
    sums[0] = sumA;
    sums[1] = sumB;
    sums[2] = sumC;
    sums[3] = sumD;
  };

/** How far beyond the first output's taps a loop that slides reads, at most. */
export const spare = 8;

/** The loop that slides over outputs of one row, where a filter has one: it reads the first place only. */
export const slidingLoopOf = (filter: ResampleFilter): DotFour | undefined => {
  if (filter.decimation === 1) return neighbours(filter);
  return filter.decimation === 2 ? everySecond(filter) : undefined;
};
