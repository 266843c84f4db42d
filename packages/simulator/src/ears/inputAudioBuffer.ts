import { samplesOf } from '@rx-realtime/pcm';
import { msOf, sampleRateHz } from '../internal/sampleRate.ts';

/** The sound a client appended since the last commit or clear, on the time line of all sound it ever appended. */
export interface InputAudioBuffer {
  /** False, and nothing is taken, when the buffer would hold more than {@link longestBufferMs}. */
  readonly append: (pcm: Int16Array) => boolean;
  /** Milliseconds in the buffer. */
  readonly bufferedMs: () => number;
  /** Milliseconds appended during the session, committed or not. */
  readonly positionMs: () => number;
  /** Where on the time line the sound in the buffer begins. */
  readonly startMs: () => number;
  /** What the buffer holds. */
  readonly copy: () => Int16Array;
  /** What it holds between two points of the time line, without the end. */
  readonly copyBetween: (fromMs: number, toMs: number) => Int16Array;
  /** Empties the buffer and returns what it held. */
  readonly take: () => Int16Array;
  /** Returns what lies between two points of the time line and forgets what came before; what comes after stays. */
  readonly takeBetween: (fromMs: number, toMs: number) => Int16Array;
  /** Forgets what is older than the newest `ms`: silence that no turn will ever use. */
  readonly keepNewest: (ms: number) => void;
}

/** A session ends after 60 minutes; more sound than that comes only from a client that does not speak but flood. */
export const longestBufferMs = 3_600_000;
/** Sound is kept in blocks of a second, so that the size of the appends does not matter. */
const blockSamples = samplesOf(1_000, sampleRateHz);

export const createInputAudioBuffer = (): InputAudioBuffer => {
  let blocks: Int16Array[] = [];
  /** Samples of the first block that are forgotten. */
  let forgotten = 0;
  /** Samples in the last block; those between are full. */
  let filled = 0;
  let appended = 0;
  const buffered = (): number =>
    blocks.length === 0 ? 0 : (blocks.length - 1) * blockSamples + filled - forgotten;

  /** Samples in the buffer before a point of the time line. */
  const before = (ms: number): number =>
    Math.max(0, Math.min(buffered(), samplesOf(ms, sampleRateHz) - (appended - buffered())));

  const cut = (from: number, to: number): Int16Array => {
    const part = new Int16Array(Math.max(0, to - from));
    for (let at = from; at < to;) {
      const inset = (forgotten + at) % blockSamples;
      const block = blocks[Math.floor((forgotten + at) / blockSamples)]!;
      const piece = block.subarray(inset, inset + to - at);
      part.set(piece, at - from);
      at += piece.length;
    }
    return part;
  };

  const forget = (samples: number): void => {
    if (samples >= buffered()) {
      blocks = [];
      forgotten = 0;
      filled = 0;
      return;
    }
    forgotten += samples;
    if (forgotten < blockSamples) return;
    blocks = blocks.slice(Math.floor(forgotten / blockSamples));
    forgotten %= blockSamples;
  };

  const copy = (): Int16Array => cut(0, buffered());
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
    startMs: () => msOf(appended - buffered()),
    copy,
    copyBetween: (fromMs, toMs) => cut(before(fromMs), before(toMs)),
    take: () => {
      const whole = copy();
      forget(buffered());
      return whole;
    },
    takeBetween: (fromMs, toMs) => {
      const part = cut(before(fromMs), before(toMs));
      forget(before(toMs));
      return part;
    },
    keepNewest: (ms) => forget(Math.max(0, buffered() - samplesOf(ms, sampleRateHz))),
  };
};
