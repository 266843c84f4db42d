/** Judges frames of sound, one after the other: is somebody speaking? Holds the state of one audio stream. */
export interface VoiceDetector {
  /** True when the frame (10 ms of mono PCM16 at 16 kHz, 160 samples) holds speech. */
  isVoice(frame: Int16Array): boolean;
  /** Releases what the detector holds; it is not called afterwards. */
  free(): void;
}

/** Makes a detector for one audio stream; `threshold` is the session's, 0 (sensitive) to 1 (needs loud, clear speech). */
export type VoiceDetectorFactory = (threshold: number) => VoiceDetector;
