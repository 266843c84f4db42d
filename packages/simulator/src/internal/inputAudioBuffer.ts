import { msOf, samplesOf } from './audioFormat.ts';

/** The sound a client appended since the last commit or clear, on the time line of all sound it ever appended. */
export interface InputAudioBuffer {
  /** False, and nothing is taken, when the buffer would hold more than {@link longestBufferMs}. */
  readonly append: (pcm: Int16Array) => boolean;
  /** Milliseconds in the buffer. */
  readonly bufferedMs: () => number;
  /** Milliseconds appended during the session, committed or not. */
  readonly positionMs: () => number;
  /** What the buffer holds. */
  readonly copy: () => Int16Array;
  /** Empties the buffer and returns what it held. */
  readonly take: () => Int16Array;
  /** Forgets what is older than the newest `ms` (and up to a second more): silence that no turn will ever use. */
  readonly keepNewest: (ms: number) => void;
}

/** A session ends after 60 minutes; more sound than that comes only from a client that does not speak but flood. */
export const longestBufferMs = 3_600_000;
/** Sound is kept in blocks of a second, so that the size of the appends does not matter. */
const blockSamples = samplesOf(1_000);

export const createInputAudioBuffer = (): InputAudioBuffer => {
  let blocks: Int16Array[] = [];
  /** Samples in the last block; the others are full. */
  let filled = 0;
  let appended = 0;
  const buffered = (): number => Math.max(0, blocks.length - 1) * blockSamples + filled;

  const copy = (): Int16Array => {
    const whole = new Int16Array(buffered());
    blocks.forEach((block, index) =>
      whole.set(index === blocks.length - 1 ? block.subarray(0, filled) : block, index * blockSamples),
    );
    return whole;
  };

  return {
    append: (pcm) => {
      if (msOf(buffered() + pcm.length) > longestBufferMs) return false;
      for (let at = 0; at < pcm.length;) {
        if (blocks.length === 0 || filled === blockSamples) {
          blocks.push(new Int16Array(blockSamples));
          filled = 0;
        }
        const part = pcm.subarray(at, at + blockSamples - filled);
        blocks.at(-1)?.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      appended += pcm.length;
      return true;
    },
    bufferedMs: () => msOf(buffered()),
    positionMs: () => msOf(appended),
    copy,
    take: () => {
      const whole = copy();
      blocks = [];
      filled = 0;
      return whole;
    },
    keepNewest: (ms) => {
      const kept = samplesOf(ms);
      const old = Math.min(blocks.length - 1, Math.floor((buffered() - kept) / blockSamples));
      if (old > 0) blocks = blocks.slice(old);
    },
  };
};
