import { g711RateHz } from './g711/g711Format.ts';
import type { G711Format } from './g711/g711Format.ts';

/** How sound is coded, as `session.audio.*.format` says it. */
export interface SoundFormat {
  /** `audio/pcm`, `audio/pcmu`, `audio/pcma`, or what another server has. */
  readonly type: string;
  /** Samples a second of `audio/pcm`. @defaultValue 24,000 Hz */
  readonly rate?: number | null | undefined;
}

/** Whether a format is that of a telephone: a byte a sample, 8 kHz. */
export const isG711 = (type: string): type is G711Format => type === 'audio/pcmu' || type === 'audio/pcma';

/** OpenAI's only rate for PCM ("rate: only 24000 is supported", OpenAPI description of August 2026); others have more. */
const usualRateHz = 24_000;

/**
 * Samples a second of a format.
 *
 * @example
 * import { rateHzOf } from '@rx-realtime/pcm';
 *
 * console.log(rateHzOf({ type: 'audio/pcm', rate: 16_000 }), rateHzOf({ type: 'audio/pcmu' })); // prints: 16000 8000
 */
export const rateHzOf = ({ type, rate }: SoundFormat): number => {
  if (isG711(type)) return g711RateHz;
  return rate != null && rate > 0 && rate < Infinity ? rate : usualRateHz;
};

/**
 * Bytes in a millisecond of a format: one a sample for a telephone's, two for PCM.
 *
 * @example
 * import { bytesPerMsOf } from '@rx-realtime/pcm';
 *
 * console.log(bytesPerMsOf({ type: 'audio/pcm' }), bytesPerMsOf({ type: 'audio/pcma' })); // prints: 48 8
 */
export const bytesPerMsOf = (format: SoundFormat): number =>
  (rateHzOf(format) * (isG711(format.type) ? 1 : 2)) / 1_000;
