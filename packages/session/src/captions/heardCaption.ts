import type { Caption } from '@rx-realtime/responses/conversation';

/** One line of what is said, and how much of it has been heard. */
export interface HeardCaption extends Caption {
  /** All words that are known, also those that were cut. */
  readonly text: string;
  /**
   * What of `text` has been heard, its beginning: of an answer as far as the player has come, an estimate that ends at a
   * whole word; of what the user says all.
   */
  readonly heard: string;
}
