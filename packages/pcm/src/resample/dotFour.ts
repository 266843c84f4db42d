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

const anyRatio =
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

/**
 * 48 -> 24 kHz: one row, and each output begins two samples after the one before. Six samples stay in registers, so a
 * pass over two taps reads two samples instead of eight, which is three times as fast.
 */
const oneHalf =
  ({ coefficients, taps }: ResampleFilter): DotFour =>
  (_, window, places, sums) => {
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
      const even = coefficients[k]!;
      const odd = coefficients[k + 1]!;
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

/** How far beyond the first output's taps a group of four reads, at most. */
export const spare = 8;

/** The fastest loop for a filter. */
export const dotFourOf = (filter: ResampleFilter): DotFour =>
  filter.interpolation === 1 && filter.decimation === 2 ? oneHalf(filter) : anyRatio(filter);
