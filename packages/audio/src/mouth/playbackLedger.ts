/** One content part of an item, as far as it has been received and heard. */
export interface PlaybackPart {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
  /** Milliseconds accepted for playing. */
  readonly receivedMs: number;
  /** Milliseconds the listener has heard; never more than `receivedMs`. */
  readonly playedMs: number;
  /** Whether the rest has been cut off. */
  readonly cut: boolean;
  /** Whether its response belongs to no conversation: there is no item that could be truncated. */
  readonly isOutOfBand: boolean;
}

/** The end of a part that the listener did not hear to its end. */
export interface PlaybackCut {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
  /** Where the listener stopped hearing it, whole milliseconds, for `conversation.item.truncate`. */
  readonly audioEndMs: number;
  /** `item`: nothing of the whole item was heard. `part`: some of the item was. */
  readonly cut: 'item' | 'part';
  /** Whether its response belongs to no conversation: there is no item that could be truncated. */
  readonly isOutOfBand: boolean;
}

/** A response that has begun, and of which not all was heard. */
export interface PlaybackResponse {
  readonly responseId: string;
  readonly isOutOfBand: boolean;
  /**
   * `running`: the service goes on with it. `stopped`: an interruption has ended it. `done`: the service has ended it.
   * `complete`: and the player has all of its sound.
   */
  readonly phase: 'running' | 'stopped' | 'done' | 'complete';
}

/** The end of a response for its listener: nothing of it will be heard any more. */
export interface PlayedOut {
  readonly responseId: string;
  /** How much of it was heard, ms. */
  readonly playedMs: number;
  /** Whether the listener, or a voice before it, kept it from being heard to its end. */
  readonly interrupted: boolean;
}

/** Sound waiting in the player, in the order it will be heard. */
export interface PlaybackSegment {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
  readonly ms: number;
}

/**
 * What was received, what waits and what was heard: one value, replaced at every {@link PlaybackEvent}.
 */
export interface PlaybackLedger {
  /** The last 64 parts, in the order of their first sound, and older ones as long as they wait. */
  readonly parts: readonly PlaybackPart[];
  /** What the player has yet to play. */
  readonly waiting: readonly PlaybackSegment[];
  /** The player's total at its last report. */
  readonly playerMs: number;
  /** Responses that were interrupted, the last 64: more of their sound is not played. */
  readonly fenced: readonly string[];
  /** Milliseconds that were thrown away when a listener interrupted. */
  readonly clearedMs: number;
  /** Blocks, and their milliseconds, that came after their response had been interrupted. */
  readonly lateBlocks: number;
  readonly lateMs: number;
  /** Responses that have begun and were not yet heard to their end, the last 64. */
  readonly responses: readonly PlaybackResponse[];
  /** What the latest event cut; usually nothing. Each part is cut at most once. */
  readonly cuts: readonly PlaybackCut[];
  /** Responses that the latest event means to be cancelled; each at most once, and none that has ended. */
  readonly cancels: readonly string[];
  /** Responses that the latest event let end for their listener; each once. */
  readonly playedOut: readonly PlayedOut[];
}

/** What happens to a player. */
export type PlaybackEvent =
  /** A block arrived from the service. */
  | {
      readonly type: 'received';
      readonly responseId: string;
      readonly itemId: string;
      readonly contentIndex: number;
      readonly durationMs: number;
    }
  /** The player reports how many milliseconds it has played altogether. */
  | { readonly type: 'played'; readonly totalMs: number }
  /** A response has begun. */
  | { readonly type: 'created'; readonly responseId: string; readonly isOutOfBand: boolean }
  /** The service has ended a response. */
  | { readonly type: 'done'; readonly responseId: string }
  /** The player has all of the sound of a response that is done. */
  | { readonly type: 'complete'; readonly responseId: string }
  /** A response will not be heard, because another one speaks. */
  | { readonly type: 'dropped'; readonly responseId: string }
  /** The listener interrupts: what waits will not be heard, what runs is cancelled by us (`cancels`) or by somebody else. */
  | { readonly type: 'interrupted'; readonly cancels: boolean };

/** The ledger before the first sound. */
export const emptyPlaybackLedger: PlaybackLedger = {
  parts: [],
  waiting: [],
  playerMs: 0,
  fenced: [],
  clearedMs: 0,
  lateBlocks: 0,
  lateMs: 0,
  responses: [],
  cuts: [],
  cancels: [],
  playedOut: [],
};
