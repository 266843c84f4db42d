import { base64FromBytes, bytesFromBase64 } from './base64.ts';
import { decodeG711, encodeG711 } from './g711.ts';
import { resample } from './resample.ts';
import type { AudioFormatState } from '../state/sessionState.ts';

/** Everything inside the simulator is mono PCM16 at this rate. */
export const sampleRateHz = 24_000;
const telephoneRateHz = 8_000;

export const msOf = (samples: number): number => (samples * 1_000) / sampleRateHz;
export const samplesOf = (ms: number): number => Math.round((ms * sampleRateHz) / 1_000);
/** How long a block of samples plays, in whole milliseconds. */
export const durationMs = (pcm: Int16Array): number => Math.round(msOf(pcm.length));

/** The sound in an append event, or undefined when it is not base64 of whole samples. Not to be kept: see {@link bytesFromBase64}. */
export const decodeAudio = (base64: string, format: AudioFormatState): Int16Array | undefined => {
  const bytes = bytesFromBase64(base64);
  if (bytes === undefined) return undefined;
  if (format.type !== 'audio/pcm')
    return resample(decodeG711(bytes, format.type), telephoneRateHz, sampleRateHz);
  if (bytes.length % 2 !== 0) return undefined;
  // Samples lie on even addresses; Node's shared memory is cut at multiples of eight, but does not promise to.
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
};

/** The `delta` of an output audio event. */
export const encodeAudio = (pcm: Int16Array, format: AudioFormatState): string => {
  if (format.type !== 'audio/pcm') {
    return base64FromBytes(encodeG711(resample(pcm, sampleRateHz, telephoneRateHz), format.type));
  }
  return base64FromBytes(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
};
