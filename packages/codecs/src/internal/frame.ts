import { either as E } from 'fp-ts';
import type { DecodeFailure } from '../failure.ts';
import type { Tagged } from './eventReader.ts';
import { asTagged } from './eventReader.ts';
import { hazardOf, maxDepth, maxFrameLength } from './hazard.ts';
import { decodeFailure } from './report.ts';

const utf8 = /*#__PURE__*/ new TextDecoder('utf-8', { fatal: true });

/** Whether the text has so few brackets that it cannot be nested too deeply. */
function isShallow(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > maxDepth) return false;
    }
  }
  return true;
}

/** A key named `__proto__` can be spelled plainly or with escapes; without either the text is free of it. */
function mayForbid(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u');
}

function parse(text: string): E.Either<DecodeFailure, Tagged> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return E.left(decodeFailure('not_json', `expected JSON, got a frame of length ${text.length}`));
  }
  if (!isShallow(text) || mayForbid(text)) {
    const hazard = hazardOf(value);
    if (hazard) return E.left(decodeFailure(hazard, `refused a frame of length ${text.length}: ${hazard}`));
  }
  return asTagged(value);
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
