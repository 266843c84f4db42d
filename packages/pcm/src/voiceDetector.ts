import type { Pcm16 } from './pcm16.ts';

/**
 * Says of each frame whether somebody speaks.
 *
 * It sees the frames of one stream, in order and of equal length: 10 or 20 ms, at a rate that the frame names.
 */
export interface VoiceDetector {
  /** Whether the frame holds speech. */
  isVoice(frame: Pcm16): boolean;
  /** Releases what the detector holds, when the stream ends. */
  free?(): void;
}
