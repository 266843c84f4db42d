import { makeResampler } from './makeResampler.ts';

/**
 * Converts a whole recording to another rate; what lies outside of it counts as silence.
 *
 * @param pcm all samples, mono
 * @param fromHz their rate, samples a second
 * @param toHz the rate that is wanted
 * @throws PcmError `unsupported_rates`
 * @example
 * import { resample } from '@rx-realtime/pcm';
 *
 * console.log(resample(new Int16Array(800), 8_000, 24_000).length); // prints: 2400
 * @see {@link makeResampler} for a stream
 */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return pcm;
  const resampler = makeResampler(fromHz, toHz);
  const [first, rest] = [resampler.push(pcm), resampler.flush()];
  const all = new Int16Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return all;
}
