import type { VoiceDetector } from '@rx-realtime/pcm';

/** Makes a detector for one audio stream; `threshold` is the session's, 0 (sensitive) to 1 (needs loud, clear speech). */
export type VoiceDetectorFactory = (threshold: number) => VoiceDetector;
