import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import { bytesOrNothing, pcm16FromBytes } from '@rx-realtime/pcm';
import { decodeFailure } from '../describe/failure.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import { takeDecodedBytes } from '../fast/decodedBytes.ts';
import { describe } from './explain.ts';

/** An event that carries sound. */
export interface AudioDelta {
  readonly delta: string;
}

function failed(event: AudioDelta, expected: string): DecodeFailure {
  const actual = describe(event.delta);
  return decodeFailure('invalid_event', `expected ${expected} at delta, got ${actual}`, [
    { path: 'delta', expected, actual },
  ]);
}

/**
 * The bytes of an audio delta: G.711, say.
 *
 * Cheaper than decoding `event.delta`: `decodeFrame` has already done it for long deltas. Each call gives bytes of its
 * own; up to 16 KiB of them lie in an `ArrayBuffer` that several share, which cannot be transferred: `slice()` first.
 *
 * @returns `Left` when the delta is not base64
 */
export function bytesFromDelta(event: AudioDelta): E.Either<DecodeFailure, Uint8Array> {
  const bytes = takeDecodedBytes(event) ?? bytesOrNothing(event.delta);
  return bytes === undefined ? either.left(failed(event, 'base64')) : either.right(bytes);
}

/**
 * The sound of an audio delta as 16-bit samples, when the session's output format is `audio/pcm`.
 *
 * Cheaper than decoding `event.delta`: `decodeFrame` has already done it for long deltas. Each call gives bytes of its
 * own; up to 16 KiB of them lie in an `ArrayBuffer` that several share, which cannot be transferred: `slice()` first.
 *
 * @param event `response.output_audio.delta`, or `session.output_audio.delta` of a translation
 * @returns 24,000 samples a second, mono; `Left` when the delta is not base64 or holds half a sample
 * @example
 * import { pcm16FromDelta } from '@rx-realtime/codecs';
 *
 * const pcm = pcm16FromDelta({ delta: 'AQD//w==' });
 * console.log(pcm._tag === 'Right' && [...pcm.right]); // prints: [ 1, -1 ]
 */
export function pcm16FromDelta(event: AudioDelta): E.Either<DecodeFailure, Int16Array> {
  const bytes = bytesFromDelta(event);
  if (bytes._tag === 'Left') return bytes;
  return bytes.right.length % 2 === 0
    ? either.right(pcm16FromBytes(bytes.right))
    : either.left(failed(event, 'whole samples'));
}
