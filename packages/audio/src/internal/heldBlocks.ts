import { durationMs, type Pcm16 } from '../pcm16.ts';

/** The last `maxMs` of a stream, in whole blocks. */
export interface HeldBlocks {
  /** Keeps a block; gives the milliseconds that had to go for it. */
  readonly hold: (block: Pcm16) => number;
  /** Gives what is held, and holds nothing. */
  readonly release: () => readonly Pcm16[];
  /** Forgets what is held; gives its milliseconds. */
  readonly discard: () => number;
}

export const heldBlocks = (maxMs: number): HeldBlocks => {
  let blocks: Pcm16[] = [];
  let heldMs = 0;
  const release = (): readonly Pcm16[] => {
    const released = blocks;
    blocks = [];
    heldMs = 0;
    return released;
  };
  return {
    hold: (block) => {
      blocks.push(block);
      heldMs += durationMs(block);
      let droppedMs = 0;
      for (let oldest = blocks[0]; oldest !== undefined && heldMs > maxMs + 1e-6; oldest = blocks[0]) {
        blocks.shift();
        droppedMs += durationMs(oldest);
        heldMs -= durationMs(oldest);
      }
      return droppedMs;
    },
    release,
    discard: () => release().reduce((total, block) => total + durationMs(block), 0),
  };
};
