import type { ResponseLatency } from '@rx-realtime/responses/latency';

/** A call of the model within a turn. */
export interface TurnCall {
  readonly callId: string;
  readonly name: string;
  readonly responseId: string;
}

/** An answer within a turn. */
export interface TurnResponse {
  readonly responseId: string;
  /** `running`, or how it ended; `lost` with its connection. */
  readonly status: 'running' | 'completed' | 'cancelled' | 'incomplete' | 'failed' | 'lost';
}

/** What the user said or wrote once, and all that came of it. */
export interface Turn {
  /** The user's item, `item_…`. */
  readonly id: string;
  /**
   * `speaking`: the user speaks. `waiting`: for an answer, or for a tool. `answering`: a response runs. `answered`: it has
   * ended. `abandoned`: what seemed to be speech was never committed.
   */
  readonly phase: 'speaking' | 'waiting' | 'answering' | 'answered' | 'abandoned';
  /** Where the speech began in the sound that was sent, ms; undefined for text and push-to-talk. */
  readonly startMs: number | undefined;
  /** Where it ended, ms. */
  readonly endMs: number | undefined;
  /** What was said or written, as far as it is known. */
  readonly transcript: string;
  readonly responses: readonly TurnResponse[];
  readonly calls: readonly TurnCall[];
  /** The items of the answers, `item_…`. */
  readonly itemIds: readonly string[];
  /** How long the first response took. */
  readonly latency: ResponseLatency | undefined;
  /** Whether an answer was cancelled, or cut where the listener stopped hearing it. */
  readonly isInterrupted: boolean;
}
