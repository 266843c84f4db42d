import { anyRows, slidingLoopOf, spare } from './dotFour.ts';
import { resampleFilter } from './resampleFilter.ts';
import type { ResampleFilter } from './resampleFilter.ts';

/** A converter for one stream; it remembers what it needs between blocks. */
export interface Resampler {
  /** Takes the next samples; gives all that can be computed from what has arrived. */
  readonly push: (pcm: Int16Array) => Int16Array;
  /** Gives the rest, so that n samples in have become round(n * toHz / fromHz) out. */
  readonly flush: () => Int16Array;
}

const toInt16 = (value: number): number =>
  value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : Math.round(value);

/** Computes `count` outputs; the first one's taps begin at `place` in the window, with the coefficients of `phase`. */
type Convolve = (window: Float64Array, place: number, phase: number, count: number) => Int16Array;

/**
 * Outputs that are `interpolation` apart have one row of coefficients, and lie `decimation` samples apart. So they are taken
 * row by row, four at a time.
 */
const convolution = (filter: ResampleFilter): Convolve => {
  const { interpolation, decimation, taps } = filter;
  const slidingLoop = slidingLoopOf(filter);
  const dotFour = slidingLoop ?? anyRows(filter);
  const rows = new Int32Array(4);
  const places = new Int32Array(4);
  const indices = new Int32Array(4);
  const sums = new Float64Array(4);
  return (window, place, phase, count) => {
    const out = new Int16Array(count);
    let size = 0;
    // A group of fewer than four leaves the unused places as they were and their sums unread.
    const compute = (): void => {
      dotFour(rows, window, places, sums);
      for (let k = 0; k < size; k++) out[indices[k]!] = toInt16(sums[k]!);
      size = 0;
    };
    let position = phase;
    for (let first = 0; first < interpolation; first++) {
      let at = place + Math.floor(position / interpolation);
      for (let index = first; index < count; index += interpolation) {
        rows[size] = (position % interpolation) * taps;
        places[size] = at;
        indices[size] = index;
        at += decimation;
        if (++size === 4) compute();
      }
      // The next row is none that the loop could slide to.
      if (slidingLoop && size > 0) compute();
      position += decimation;
    }
    if (size > 0) compute();
    return out;
  };
};

/**
 * A resampler for one stream of samples: a polyphase filter, with an error below 16-bit noise.
 *
 * Holds one filter length of input, and looks 48 samples of the slower rate ahead (2 ms at 24 kHz). Where an ear is not
 * the judge, fewer are enough and cost less. The same input gives the same bits however it is cut into blocks.
 *
 * @param fromHz samples a second of what is pushed
 * @param toHz samples a second of what comes out
 * @param lookAhead half the length of the filter, in samples of the slower rate
 * @defaultValue 48 samples
 * @throws PcmError `unsupported_rates`
 * @example
 * import { makeResampler } from '@rx-realtime/pcm';
 *
 * const resampler = makeResampler(48_000, 24_000);
 * const [first, rest] = [resampler.push(new Int16Array(4_800)), resampler.flush()];
 * console.log(first.length, rest.length); // prints: 2352 48
 */
export const makeResampler = (fromHz: number, toHz: number, lookAhead?: number): Resampler => {
  const filter = resampleFilter(fromHz, toHz, lookAhead);
  const { interpolation, decimation, halfTaps, taps } = filter;
  const convolve = convolution(filter);
  let window = new Float64Array(taps + spare);
  let held = halfTaps - 1; // what lies before the first sample is silence
  let place = 0; // where in the window the next output's taps begin
  let phase = 0;
  let received = 0;
  let produced = 0;

  const append = (pcm: Int16Array): void => {
    const needed = held + pcm.length + spare;
    if (window.length < needed) {
      const larger = new Float64Array(needed);
      larger.set(window.subarray(0, held));
      window = larger;
    }
    window.set(pcm, held);
    held += pcm.length;
  };

  const available = (): number =>
    Math.max(0, Math.ceil(((held - taps - place + 1) * interpolation - phase) / decimation));

  const produce = (count: number): Int16Array => {
    const out = convolve(window, place, phase, count);
    produced += count;
    place += Math.floor((phase + count * decimation) / interpolation);
    phase = (phase + count * decimation) % interpolation;
    const drop = Math.min(place, held);
    window.copyWithin(0, drop, held);
    held -= drop;
    place -= drop;
    return out;
  };

  return {
    push: (pcm) => {
      append(pcm);
      received += pcm.length;
      return produce(available());
    },
    flush: () => {
      append(new Int16Array(halfTaps));
      return produce(Math.round((received * interpolation) / decimation) - produced);
    },
  };
};
