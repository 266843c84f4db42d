import { base64FromBytes, base64FromPcm16, bytesFromBase64, pcm16FromBase64 } from '@rx-realtime/codecs';
import { decodeG711 } from '../decodeG711.ts';
import { encodeG711 } from '../encodeG711.ts';
import { G711_RATE_HZ, type G711Format } from './g711Format.ts';

/** The formats a session can hear and speak, by the names of `session.audio.*.format.type`. */
export type SessionAudioFormat = 'audio/pcm' | G711Format;

/** OpenAI's only rate for PCM ("rate: only 24000 is supported", OpenAPI description of August 2026). */
const PCM_RATE_HZ = 24_000;

/** Samples a second of a session's format. */
export const rateOf = (format: SessionAudioFormat): number =>
  format === 'audio/pcm' ? PCM_RATE_HZ : G711_RATE_HZ;

/** Samples to the base64 of the wire. */
export const base64FromSamples = (pcm: Int16Array, format: SessionAudioFormat): string =>
  format === 'audio/pcm' ? base64FromPcm16(pcm) : base64FromBytes(encodeG711(pcm, format));

/** The base64 of the wire to samples; throws codecs' `Base64Error`. */
export const samplesFromBase64 = (base64: string, format: SessionAudioFormat): Int16Array =>
  format === 'audio/pcm' ? pcm16FromBase64(base64) : decodeG711(bytesFromBase64(base64), format);
