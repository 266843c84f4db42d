import type { ResponseOutcome } from '@rx-realtime/responses';

/** What came of words that the assistant was to say. */
export interface SayOutcome {
  /** Whether it said these words and no others, as far as its transcript tells. */
  readonly exact: boolean;
  /** What it was to say. */
  readonly asked: string;
  /** What it said. */
  readonly said: string;
  /** How the response ended, the last one where a lost line made several of it. */
  readonly outcome: ResponseOutcome;
}
