import { samplesOf } from '@rx-realtime/pcm';
import { sampleRateHz } from '../internal/sampleRate.ts';

/** The service starts with short pieces of sound and goes on with 250 ms (12,000 bytes, 16,000 characters of base64). */
const leadingMs = [100, 150];
const followingMs = 250;

export const soundPieces = (pcm: Int16Array): readonly Int16Array[] => {
  const pieces: Int16Array[] = [];
  for (let at = 0; at < pcm.length;) {
    const length = samplesOf(leadingMs[pieces.length] ?? followingMs, sampleRateHz);
    pieces.push(pcm.subarray(at, at + length));
    at += length;
  }
  return pieces;
};
