import { samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { SilenceConfig } from './silence.ts';

/** A sine wave's frequency, level and length. */
export interface ToneConfig extends SilenceConfig {
  /** Frequency in hertz, below half the sample rate. */
  readonly frequencyHz: number;
  /** Peak level from 0 to 1 (full scale). @defaultValue 0.5 */
  readonly amplitude?: number;
}

/**
 * A block holding a sine wave that starts at phase 0.
 *
 * The test signal of audio: its spectrum is one line, so whatever a stage adds shows.
 *
 * @example
 * ```ts
 * import { tone } from '@rx-realtime/audio';
 *
 * const { pcm } = tone({ frequencyHz: 6_000, durationMs: 1, amplitude: 1 });
 * console.log(pcm[0], pcm[1], pcm[3]); // prints: 0 32767 -32767
 * ```
 *
 * @see {@link silence}
 */
export const tone = ({
  frequencyHz,
  durationMs,
  sampleRateHz = 24_000,
  amplitude = 0.5,
}: ToneConfig): Pcm16 => ({
  pcm: new Int16Array(samplesOf(durationMs, sampleRateHz)).map((_, index) =>
    Math.round(32_767 * amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRateHz)),
  ),
  sampleRateHz,
});
