/** One line of what is said. */
export interface Caption {
  /** The item, `item_…`. */
  readonly id: string;
  readonly who: 'user' | 'assistant';
  /** All words so far; `''` while none are known. Shortened to what was heard where the answer was cut. */
  readonly text: string;
  /**
   * `partial`: more will come. `completed`: the server's final words. `failed`: the server could not transcribe what the
   * user said. `interrupted`: the answer was cut, or the session ended before the last word.
   */
  readonly status: 'partial' | 'completed' | 'failed' | 'interrupted';
}
