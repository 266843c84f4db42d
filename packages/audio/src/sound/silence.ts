import { samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** How long a made block is, and its rate. */
export interface SilenceConfig {
  /** Length in milliseconds, at least 0; rounded to whole samples. */
  readonly durationMs: number;
  /** Samples a second. @defaultValue 24,000 Hz */
  readonly sampleRateHz?: number;
}

/**
 * A block of digital silence.
 *
 * What a turn detector needs after the last word, and what fills a gap.
 *
 * @example
 * ```ts
 * import { silence } from '@rx-realtime/audio';
 *
 * console.log(silence({ durationMs: 20 }).pcm.length); // prints: 480
 * ```
 *
 * @see {@link tone}
 */
export const silence = ({ durationMs, sampleRateHz = 24_000 }: SilenceConfig): Pcm16 => ({
  pcm: new Int16Array(samplesOf(durationMs, sampleRateHz)),
  sampleRateHz,
});
