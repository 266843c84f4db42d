/**
 * A block of sound: 16-bit linear samples, one channel, at a known rate.
 *
 * Every operator of this package takes and gives streams of these. The samples are host numbers; on the wire they are
 * little-endian. A block may share memory with the block it was cut from, so treat `pcm` as read-only.
 */
export interface Pcm16 {
  /** The samples, from -32768 to 32767, mono. */
  readonly pcm: Int16Array;
  /** Samples a second. OpenAI's sessions speak and hear 24000. */
  readonly sampleRateHz: number;
}

/**
 * How long a block lasts, in milliseconds.
 *
 * @example
 * ```ts
 * import { durationMs } from '@rx-realtime/pcm';
 *
 * console.log(durationMs({ pcm: new Int16Array(2_400), sampleRateHz: 24_000 })); // prints: 100
 * ```
 */
export const durationMs = ({ pcm, sampleRateHz }: Pcm16): number => (pcm.length * 1_000) / sampleRateHz;
