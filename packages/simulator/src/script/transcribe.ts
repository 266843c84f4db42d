/** What is known about a committed piece of a user's sound. */
export interface TranscribeInfo {
  /** Mono PCM16 at `sampleRateHz`. */
  readonly pcm: Int16Array;
  readonly sampleRateHz: number;
  readonly durationMs: number;
  /** Id of the item the sound became. */
  readonly itemId: string;
  /** How many pieces of sound this connection committed before this one: each connection begins at 0. */
  readonly index: number;
}

/**
 * Says what was spoken in a piece of sound: the simulator has a voice and ears for turns, but understands no words.
 * `undefined` makes the transcription fail (`audio_unintelligible`).
 */
export type Transcribe = (info: TranscribeInfo) => string | undefined;
