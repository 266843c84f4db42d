/** Something that was said: its words, and where they are in the sound. */
export interface TranscriptLine {
  /** The item, `item_…`. */
  readonly itemId: string;
  /** Where it begins, ms of all sound that was sent; undefined where nobody has said. */
  readonly startMs: number | undefined;
  /** Where it ends; undefined while somebody speaks, and where nobody has said. */
  readonly endMs: number | undefined;
  /** All words so far; `''` while none are known. */
  readonly text: string;
  /**
   * `partial`: more will come. `completed`: the server's final words. `failed`: the server could not transcribe it.
   * `interrupted`: the session ended first.
   */
  readonly status: 'partial' | 'completed' | 'failed' | 'interrupted';
}

/** A piece of the sound that was sent, in milliseconds of all of it. */
export interface SoundSpan {
  readonly startMs: number;
  readonly endMs: number;
}
