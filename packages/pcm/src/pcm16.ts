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
