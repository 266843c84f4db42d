const zeroCrossings = 12;
const { floor, max, min, round } = Math;

interface Kernel {
  /** Input samples a step of one output cycle advances, and output samples in a cycle. */
  readonly up: number;
  readonly down: number;
  readonly reach: number;
  /** One row of taps for each phase of the cycle. */
  readonly taps: readonly Float64Array[];
}

const kernels = new Map<string, Kernel>();

const greatestDivisor = (left: number, right: number): number =>
  right === 0 ? left : greatestDivisor(right, left % right);

/** Windowed sinc (Hann, 12 zero crossings); the cutoff is the lower of the two Nyquist frequencies. */
const kernelOf = (fromHz: number, toHz: number): Kernel => {
  const key = `${fromHz}>${toHz}`;
  const known = kernels.get(key);
  if (known) return known;
  const divisor = greatestDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const cutoff = Math.min(1, toHz / fromHz);
  const reach = Math.ceil(zeroCrossings / cutoff);
  const taps = Array.from({ length: up }, (_, phase) =>
    Float64Array.from({ length: 2 * reach + 1 }, (__, tap) => {
      const distance = (tap - reach - ((phase * down) % up) / up) * cutoff;
      if (Math.abs(distance) >= zeroCrossings) return 0;
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
      return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / zeroCrossings));
    }),
  );
  const kernel = { up, down, reach, taps };
  kernels.set(key, kernel);
  return kernel;
};

/**
 * Converts a whole block of mono PCM16 to another rate; what lies outside of the block counts as silence.
 *
 * @param inset output samples that are left out at both ends, because only their surroundings were wanted
 */
export const resample = (pcm: Int16Array, fromHz: number, toHz: number, inset = 0): Int16Array => {
  if (fromHz === toHz || pcm.length === 0) return inset === 0 ? pcm : pcm.subarray(inset, pcm.length - inset);
  const { up, down, reach, taps } = kernelOf(fromHz, toHz);
  const output = new Int16Array(max(0, round((pcm.length * up) / down) - 2 * inset));
  for (let at = 0; at < output.length; at++) {
    const index = at + inset;
    const start = floor((index * down) / up) - reach;
    const row = taps[index % up];
    if (!row) break;
    let sum = 0;
    const last = min(row.length, pcm.length - start);
    for (let tap = max(0, -start); tap < last; tap++) sum += pcm[start + tap]! * row[tap]!;
    output[at] = max(-32768, min(32767, round(sum)));
  }
  return output;
};
