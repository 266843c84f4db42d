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

/** Four outputs of one row: a tap reads its coefficient once. */
export const oneRow =
  ({ coefficients, taps }: ResampleFilter): DotFour =>
  (rows, window, places, sums) => {
    const row = rows[0]!;
    const a = places[0]!;
    const b = places[1]!;
    const c = places[2]!;
    const d = places[3]!;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let k = 0; k < taps; k++) {
      const tap = coefficients[row + k]!;
      sumA += tap * window[a + k]!;
      sumB += tap * window[b + k]!;
      sumC += tap * window[c + k]!;
      sumD += tap * window[d + k]!;
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
    for (let k = 0; k < taps; k += 4) {
      const x3 = window[a + k + 3]!;
      const x4 = window[a + k + 4]!;
      const x5 = window[a + k + 5]!;
      const x6 = window[a + k + 6]!;
      const tap0 = coefficients[row + k]!;
      const tap1 = coefficients[row + k + 1]!;
      const tap2 = coefficients[row + k + 2]!;
      const tap3 = coefficients[row + k + 3]!;
      sumA += tap0 * x0;
      sumB += tap0 * x1;
      sumC += tap0 * x2;
      sumD += tap0 * x3;
      sumA += tap1 * x1;
      sumB += tap1 * x2;
      sumC += tap1 * x3;
      sumD += tap1 * x4;
      sumA += tap2 * x2;
      sumB += tap2 * x3;
      sumC += tap2 * x4;
      sumD += tap2 * x5;
      sumA += tap3 * x3;
      sumB += tap3 * x4;
      sumC += tap3 * x5;
      sumD += tap3 * x6;
      x0 = x4;
      x1 = x5;
      x2 = x6;
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
  if (filter.decimation === 1 && filter.taps % 4 === 0) return neighbours(filter);
  return filter.decimation === 2 ? everySecond(filter) : undefined;
};
