import { PcmError } from '../pcmError.ts';

/**
 * A windowed-sinc low-pass split into `interpolation` phases, one row of `taps` coefficients each.
 *
 * Output sample j lies at input position j * decimation / interpolation. The fraction of that position selects the
 * row; the row's first coefficient belongs to input sample floor(position) - halfTaps + 1.
 */
export interface ResampleFilter {
  readonly interpolation: number;
  readonly decimation: number;
  readonly halfTaps: number;
  readonly taps: number;
  readonly coefficients: Float64Array;
}

/**
 * Half the length of the filter, in samples of the slower rate. 48 samples are 2 ms at 24 kHz, which is the delay a
 * listener gets for 48 kHz -> 24 kHz.
 */
export const defaultHalfLength = 48;

/** Stop-band attenuation in decibels: just below the noise of 16-bit samples (98 dB). */
const attenuationDb = 100;

/** Kaiser's design formulas: Kaiser and Schafer, "On the use of the I0-sinh window", IEEE ASSP-28, 1980. */
const beta = 0.1102 * (attenuationDb - 8.7);

/** Width of the transition as a fraction of the slower rate's Nyquist frequency; the stop band starts at Nyquist. */
export const transitionOf = (halfLength: number): number =>
  (attenuationDb - 7.95) / (2.285 * 2 * halfLength * Math.PI);

/** More than this many coefficients (8 MB) is a pair of rates nobody records at, such as 47999 -> 24000. */
const maxCoefficients = 1 << 20;

/** How many pairs keep their table. A process uses two or three; files from strangers must not pile up tables. */
const maxCached = 16;

const cache = new Map<string, ResampleFilter>();

/** Where the power series stops: the precision of a double. */
const precision = 2 ** -52;

/** The modified Bessel function of the first kind and order 0, by its power series. */
const bessel = (x: number): number => {
  const quarter = (x * x) / 4;
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * precision; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
};

const peak = bessel(beta);

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** One coefficient of the prototype at `distance` input samples from its centre; `stretch` is input rate / slower rate. */
const prototype = (distance: number, stretch: number, halfLength: number): number => {
  const edge = distance / (halfLength * stretch);
  if (Math.abs(edge) >= 1) return 0;
  const angle = (Math.PI * distance * (1 - transitionOf(halfLength) / 2)) / stretch;
  return (angle === 0 ? 1 : Math.sin(angle) / angle) * (bessel(beta * Math.sqrt(1 - edge * edge)) / peak);
};

const design = (interpolation: number, decimation: number, halfLength: number): ResampleFilter => {
  const stretch = Math.max(1, decimation / interpolation);
  const halfTaps = Math.ceil(halfLength * stretch);
  const taps = 2 * halfTaps;
  if (interpolation * taps > maxCoefficients) {
    throw new PcmError(
      'unsupported_rates',
      `expected two rates with a small ratio, such as 44100 and 48000, got ${decimation}:${interpolation}`,
    );
  }
  const coefficients = new Float64Array(interpolation * taps);
  for (let phase = 0; phase < interpolation; phase++) {
    const row = coefficients.subarray(phase * taps, (phase + 1) * taps);
    for (let k = 0; k < taps; k++)
      row[k] = prototype(k - halfTaps + 1 - phase / interpolation, stretch, halfLength);
    // A sum of exactly 1 in each row keeps a constant input constant, whatever the phase.
    const sum = row.reduce((total, value) => total + value, 0);
    for (let k = 0; k < taps; k++) row[k] = (row[k] ?? 0) / sum;
  }
  return { interpolation, decimation, halfTaps, taps, coefficients };
};

/** The filter for a pair of rates, made once and kept for the last 16 pairs. */
export const resampleFilter = (
  fromHz: number,
  toHz: number,
  halfLength: number = defaultHalfLength,
): ResampleFilter => {
  const divisor = gcd(fromHz, toHz);
  const key = `${fromHz / divisor}:${toHz / divisor}:${halfLength}`;
  const found = cache.get(key) ?? design(toHz / divisor, fromHz / divisor, halfLength);
  cache.delete(key);
  cache.set(key, found);
  for (const oldest of cache.keys()) {
    if (cache.size <= maxCached) break;
    cache.delete(oldest);
  }
  return found;
};
