import { either as E } from 'fp-ts';
import type { DecodeFailure } from '../failure.ts';
import { keepBytes } from './decodedBytes.ts';
import type { Tagged } from './eventReader.ts';
import { asTagged } from './eventReader.ts';
import { hazardOf, isDense, maxFrameLength } from './hazard.ts';
import { decodeFailure } from './report.ts';
import { splitDelta } from './splitDelta.ts';

const utf8 = /*#__PURE__*/ new TextDecoder('utf-8', { fatal: true });

function parseJson(text: string): E.Either<DecodeFailure, unknown> {
  const split = splitDelta(text);
  if (split !== undefined) {
    keepBytes(split.event, split.bytes);
    return E.right(split.event);
  }
  if (isDense(text)) return E.left(decodeFailure('too_large', 'refused a frame of more than 50,000 values'));
  try {
    return E.right(JSON.parse(text));
  } catch {
    return E.left(decodeFailure('not_json', `expected JSON, got a frame of length ${text.length}`));
  }
}

function parse(text: string): E.Either<DecodeFailure, Tagged> {
  const value = parseJson(text);
  if (E.isLeft(value)) return value;
  const hazard = hazardOf(value.right);
  return hazard === undefined
    ? asTagged(value.right)
    : E.left(decodeFailure(hazard, `refused a frame of length ${text.length}: ${hazard}`));
}

function textOf(frame: string | Uint8Array): string | undefined {
  if (typeof frame === 'string') return frame;
  try {
    return utf8.decode(frame);
  } catch {
    return undefined;
  }
}

/** Takes a frame from the wire for an event. */
export function parseFrame(frame: string | Uint8Array): E.Either<DecodeFailure, Tagged> {
  if (frame.length > maxFrameLength) {
    return E.left(
      decodeFailure('too_large', `refused a frame of length ${frame.length}, at most ${maxFrameLength}`),
    );
  }
  const text = textOf(frame);
  return text === undefined
    ? E.left(decodeFailure('not_utf8', `expected UTF-8 text, got a binary frame of length ${frame.length}`))
    : parse(text);
}
