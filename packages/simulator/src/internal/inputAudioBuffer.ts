import { msOf } from './audioFormat.ts';

/** The sound a client appended since the last commit or clear, on the time line of all sound it ever appended. */
export interface InputAudioBuffer {
  readonly append: (pcm: Int16Array) => void;
  /** Milliseconds in the buffer. */
  readonly bufferedMs: () => number;
  /** Milliseconds appended during the session, committed or not. */
  readonly positionMs: () => number;
  /** What the buffer holds. */
  readonly copy: () => Int16Array;
  /** Empties the buffer and returns what it held. */
  readonly take: () => Int16Array;
  /** Forgets all but the newest `ms`: silence that no turn will ever use. */
  readonly keepNewest: (ms: number) => void;
}

export const createInputAudioBuffer = (): InputAudioBuffer => {
  let chunks: Int16Array[] = [];
  let buffered = 0;
  let appended = 0;
  const copy = (): Int16Array => {
    const whole = new Int16Array(buffered);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  };
  return {
    append: (pcm) => {
      chunks.push(pcm);
      buffered += pcm.length;
      appended += pcm.length;
    },
    bufferedMs: () => msOf(buffered),
    positionMs: () => msOf(appended),
    copy,
    take: () => {
      const whole = copy();
      chunks = [];
      buffered = 0;
      return whole;
    },
    keepNewest: (ms) => {
      while (chunks.length > 0 && msOf(buffered - chunks[0]!.length) >= ms)
        buffered -= chunks.shift()!.length;
    },
  };
};
