import { pcm16FromBytes } from './base64/pcm16FromBytes.ts';

/** Puts samples together from bytes that were cut anywhere. */
export interface SampleJoiner {
  /** The samples that are whole by now. */
  push(bytes: Uint8Array): Int16Array;
  /** How many bytes wait for the rest of their frame. */
  readonly leftBytes: number;
}

const nothing = new Uint8Array(0);

/**
 * Joins what was cut inside of a sample, or inside of a frame of several channels.
 *
 * Servers cut sound at any byte. What is left at the end of one piece is put before the next one.
 *
 * @param channels samples in a frame, from 1
 * @defaultValue 1 channel
 * @example
 * import { makeSampleJoiner } from '@rx-realtime/pcm';
 *
 * const joiner = makeSampleJoiner();
 * console.log([...joiner.push(Uint8Array.of(1, 0, 2))], joiner.leftBytes); // prints: [ 1 ] 1
 * console.log([...joiner.push(Uint8Array.of(0, 3, 0))], joiner.leftBytes); // prints: [ 2, 3 ] 0
 */
export function makeSampleJoiner(channels: number = 1): SampleJoiner {
  const frameBytes = 2 * channels;
  let left = nothing;
  const joined = (bytes: Uint8Array): Uint8Array => {
    if (left.length === 0) return bytes;
    const all = new Uint8Array(left.length + bytes.length);
    all.set(left);
    all.set(bytes, left.length);
    return all;
  };
  return {
    push: (bytes) => {
      const all = joined(bytes);
      const whole = all.length - (all.length % frameBytes);
      left = whole === all.length ? nothing : all.slice(whole);
      return pcm16FromBytes(whole === all.length ? all : all.subarray(0, whole));
    },
    get leftBytes() {
      return left.length;
    },
  };
}
