import type { NextObserver } from 'rxjs';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** The last `maxMs` of a stream, in whole blocks; `gatedObserver` hears the total of what had to go. */
export interface HeldBlocks {
  readonly hold: (block: Pcm16) => void;
  /** Gives what is held, and holds nothing. */
  readonly release: () => readonly Pcm16[];
  /** Forgets what is held. */
  readonly discard: () => void;
}

export const heldBlocks = (maxMs: number, gatedObserver: NextObserver<number> | undefined): HeldBlocks => {
  let blocks: Pcm16[] = [];
  let heldMs = 0;
  let droppedMs = 0;
  const shrinkTo = (ms: number): void => {
    const before = droppedMs;
    // A millionth of a millisecond forgives the rounding of sums.
    for (let oldest = blocks[0]; oldest !== undefined && heldMs > ms + 1e-6; oldest = blocks[0]) {
      blocks.shift();
      heldMs -= durationMs(oldest);
      droppedMs += durationMs(oldest);
    }
    if (droppedMs > before) gatedObserver?.next(droppedMs);
  };
  return {
    hold: (block) => {
      blocks.push(block);
      heldMs += durationMs(block);
      shrinkTo(maxMs);
    },
    release: () => {
      const released = blocks;
      blocks = [];
      heldMs = 0;
      return released;
    },
    discard: () => shrinkTo(0),
  };
};
