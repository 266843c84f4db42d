import type { Observable } from 'rxjs';
import type { Pcm16 } from '@rx-realtime/pcm';

/**
 * Something that makes sound audible: a loudspeaker, a telephone line, a file, a clock in a test.
 *
 * Blocks are heard in the order they are written. See `playback` for what it is used with.
 */
export interface Player {
  /** Queues a block behind what is already there. */
  readonly write: (block: Pcm16) => void;
  /** Stops at once and forgets what is queued; reports first, through `played$`, what was heard until now, if it can. */
  readonly clear: () => void;
  /**
   * How many milliseconds have been heard altogether, growing; what `clear` threw away never counts. Report every
   * 10 to 50 ms, or whenever the device tells: a barge-in is cut at the last report.
   */
  readonly played$: Observable<number>;
}
