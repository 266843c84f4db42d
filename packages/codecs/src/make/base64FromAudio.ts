import { base64FromBytes, base64FromPcm16 } from '@rx-realtime/pcm';

/** Sound to send: 16-bit samples, bytes in the session's input format (G.711, say), or the base64 of either. */
export type AudioInput = Int16Array | Uint8Array | string;

/** Base64 of sound. */
export function base64FromAudio(audio: AudioInput): string {
  if (typeof audio === 'string') return audio;
  return audio instanceof Int16Array ? base64FromPcm16(audio) : base64FromBytes(audio);
}
