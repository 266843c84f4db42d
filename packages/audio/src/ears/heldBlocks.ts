import type { NextObserver } from 'rxjs';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** The last `maxMs` of a stream, in whole blocks; `gatedObserver` hears the total of what had to go. */
export interface HeldBlocks<B extends Pcm16> {
  readonly hold: (block: B) => void;
  /** Gives what is held, and holds nothing. */
  readonly release: () => readonly B[];
  /** Forgets what is held. */
  readonly discard: () => void;
}

export const heldBlocks = <B extends Pcm16>(
  maxMs: number,
  gatedObserver: NextObserver<number> | undefined,
): HeldBlocks<B> => {
  let blocks: B[] = [];
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
