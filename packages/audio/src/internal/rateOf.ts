import type { SpeechFormat } from '@rx-realtime/codecs';
import { encodeG711, g711RateHz } from '@rx-realtime/pcm';

/** OpenAI's only rate for PCM ("rate: only 24000 is supported", OpenAPI description of August 2026). */
export const pcmRateHz = 24_000;

/** Samples a second of a session's format. */
export const rateOf = (format: SpeechFormat): number => (format === 'audio/pcm' ? pcmRateHz : g711RateHz);

/** Samples in a session's format. PCM stays samples: what makes the event can then say that the base64 is its own. */
export const inFormat = (pcm: Int16Array, format: SpeechFormat): Int16Array | Uint8Array =>
  format === 'audio/pcm' ? pcm : encodeG711(pcm, format);
