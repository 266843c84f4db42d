/** A sentence that the model is about to say, in one part of an item. */
export interface SpokenSentence {
  readonly text: string;
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
}

/** A sentence that will not be heard, and nothing of its response that comes after it. */
export interface RejectedSentence extends SpokenSentence {
  /** Where the sound of its part ends that was let through, ms. */
  readonly audioEndMs: number;
  /** Whether the service still goes on with the response. */
  readonly isRunning: boolean;
  /** Whether the response belongs to no conversation. */
  readonly isOutOfBand: boolean;
  /** Why: false, or what went wrong with the judge. */
  readonly cause: unknown;
}
