/**
 * Whole samples in so many milliseconds, rounded.
 *
 * @param durationMs milliseconds
 * @param sampleRateHz samples a second
 * @example
 * import { samplesOf } from '@rx-realtime/pcm';
 *
 * console.log(samplesOf(20, 24_000)); // prints: 480
 */
export const samplesOf = (durationMs: number, sampleRateHz: number): number =>
  Math.round((durationMs * sampleRateHz) / 1_000);
