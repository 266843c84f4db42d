import { anyRows, oneRow, slidingLoopOf, spare } from './dotFour.ts';
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

/** Four outputs that are computed together. */
const makeGroup = () => ({
  rows: new Int32Array(4),
  places: new Int32Array(4),
  sums: new Float64Array(4),
  indices: new Int32Array(4),
});

/**
 * Outputs that are `interpolation` apart have one row of coefficients, `decimation` samples apart: four of them share a loop.
 * What is left of a row shares one with what is left of others.
 */
const convolution = (filter: ResampleFilter): Convolve => {
  const { interpolation, decimation, taps } = filter;
  const sliding = slidingLoopOf(filter);
  const ofOneRow = sliding ?? oneRow(filter);
  const ofAnyRows = anyRows(filter);
  // A sliding loop may compute more than is wanted; else only whole groups.
  const fewest = sliding ? 1 : 4;
  const same = makeGroup();
  const loose = makeGroup();
  return (window, place, phase, count) => {
    const out = new Int16Array(count);
    let waiting = 0;
    const flushLoose = (): void => {
      ofAnyRows(loose.rows, window, loose.places, loose.sums);
      for (let k = 0; k < waiting; k++) out[loose.indices[k]!] = toInt16(loose.sums[k]!);
      waiting = 0;
    };
    for (let first = 0; first < Math.min(interpolation, count); first++) {
      const position = phase + first * decimation;
      const row = (position % interpolation) * taps;
      let at = place + Math.floor(position / interpolation);
      let index = first;
      same.rows[0] = row;
      for (; index + (fewest - 1) * interpolation < count; at += 4 * decimation) {
        for (let k = 0; k < 4; k++) same.places[k] = at + k * decimation;
        ofOneRow(same.rows, window, same.places, same.sums);
        for (let k = 0; k < 4 && index < count; k++, index += interpolation)
          out[index] = toInt16(same.sums[k]!);
      }
      for (; index < count; index += interpolation, at += decimation) {
        loose.rows[waiting] = row;
        loose.places[waiting] = at;
        loose.indices[waiting] = index;
        waiting += 1;
        if (waiting === 4) flushLoose();
      }
    }
    if (waiting > 0) flushLoose();
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
