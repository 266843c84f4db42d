import { type ResampleFilter, resampleFilter } from './resampleFilter.ts';

/** A converter for one stream; it remembers what it needs between blocks. */
export interface Resampler {
  /** Takes the next samples; gives all that can be computed from what has arrived. */
  readonly push: (pcm: Int16Array) => Int16Array;
  /** Gives the rest, so that n samples in have become round(n * toHz / fromHz) out. */
  readonly flush: () => Int16Array;
}

const toInt16 = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

/**
 * Four dot products in one loop: four independent sums keep the processor busy. Each sum runs over its taps in order,
 * so which outputs share a loop, and with it the chunking of the input, never changes a bit.
 */
const dotFour = (
  { coefficients, taps, interpolation }: ResampleFilter,
  rows: Int32Array,
  window: Float64Array,
  places: Int32Array,
  sums: Float64Array,
): void => {
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
  if (interpolation === 1) {
    // One row for all outputs (48 -> 24 kHz): reading each coefficient once makes it half as fast again.
    for (let k = 0; k < taps; k++) {
      const coefficient = coefficients[k]!;
      sumA += coefficient * window[a + k]!;
      sumB += coefficient * window[b + k]!;
      sumC += coefficient * window[c + k]!;
      sumD += coefficient * window[d + k]!;
    }
  } else {
    for (let k = 0; k < taps; k++) {
      sumA += coefficients[p + k]! * window[a + k]!;
      sumB += coefficients[q + k]! * window[b + k]!;
      sumC += coefficients[r + k]! * window[c + k]!;
      sumD += coefficients[s + k]! * window[d + k]!;
    }
  }
  sums[0] = sumA;
  sums[1] = sumB;
  sums[2] = sumC;
  sums[3] = sumD;
};

/** Computes outputs `first` to `end`. `window` starts at input sample `start`. */
const convolve = (
  filter: ResampleFilter,
  window: Float64Array,
  start: number,
  first: number,
  end: number,
): Int16Array => {
  const { interpolation, decimation, halfTaps, taps } = filter;
  const out = new Int16Array(end - first);
  const rows = new Int32Array(4);
  const places = new Int32Array(4);
  const sums = new Float64Array(4);
  for (let output = first; output < end; output += 4) {
    for (let k = 0; k < 4; k++) {
      // At the end of a run the last output is computed up to four times and kept once.
      const position = Math.min(output + k, end - 1) * decimation;
      rows[k] = (position % interpolation) * taps;
      places[k] = Math.floor(position / interpolation) - halfTaps + 1 - start;
    }
    dotFour(filter, rows, window, places, sums);
    for (let k = 0; k < 4 && output + k < end; k++) out[output + k - first] = toInt16(sums[k]!);
  }
  return out;
};

/** A resampler from `fromHz` to `toHz`; holds one filter length of input. */
export const makeResampler = (fromHz: number, toHz: number): Resampler => {
  const filter = resampleFilter(fromHz, toHz);
  const { interpolation, decimation, halfTaps, taps } = filter;
  let window = new Float64Array(taps);
  let start = 1 - halfTaps; // input index of window[0]; what lies before the first sample is silence
  let received = 0;
  let produced = 0;

  const advance = (pcm: Int16Array, end: number): Int16Array => {
    const held = received - start;
    if (window.length < held + pcm.length) {
      const larger = new Float64Array(held + pcm.length);
      larger.set(window.subarray(0, held));
      window = larger;
    }
    window.set(pcm, held);
    received += pcm.length;
    const out = convolve(filter, window, start, produced, Math.max(produced, end));
    produced += out.length;
    const next = Math.floor((produced * decimation) / interpolation) - halfTaps + 1;
    const drop = Math.min(Math.max(0, next - start), received - start);
    window.copyWithin(0, drop, received - start);
    start += drop;
    return out;
  };

  return {
    push: (pcm) => advance(pcm, Math.ceil(((received + pcm.length - halfTaps) * interpolation) / decimation)),
    flush: () => advance(new Int16Array(halfTaps), Math.round((received * interpolation) / decimation)),
  };
};
