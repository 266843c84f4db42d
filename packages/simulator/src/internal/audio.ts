import {
  base64FromBytes,
  base64FromPcm16,
  decodeG711,
  encodeG711,
  g711RateHz,
  pcm16FromBytes,
  resample,
} from '@rx-realtime/pcm';
import type { AudioFormatState } from '../state/sessionState.ts';
import { bytesOfBase64 } from './bytesOfBase64.ts';
import { sampleRateHz } from './sampleRate.ts';

/** The sound in an append event, or undefined when it is not base64 of whole samples. Not to be kept: see {@link bytesOfBase64}. */
export const decodeAudio = (base64: string, format: AudioFormatState): Int16Array | undefined => {
  const bytes = bytesOfBase64(base64);
  if (bytes === undefined) return undefined;
  if (format.type !== 'audio/pcm') return resample(decodeG711(bytes, format.type), g711RateHz, sampleRateHz);
  return bytes.length % 2 === 0 ? pcm16FromBytes(bytes) : undefined;
};

/** The `delta` of an output audio event. */
export const encodeAudio = (pcm: Int16Array, format: AudioFormatState): string => {
  if (format.type !== 'audio/pcm') {
    return base64FromBytes(encodeG711(resample(pcm, sampleRateHz, g711RateHz), format.type));
  }
  return base64FromPcm16(pcm);
};
