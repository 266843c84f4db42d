import { keepDecodedBytes } from '../fast/decodedBytes.ts';
import { isDense, maxFrameLength } from './isDense.ts';
import { Refusal } from './tagged.ts';
import { isWorthSplitting, splitDelta } from '../fast/splitDelta.ts';

const utf8 = /*#__PURE__*/ new TextDecoder('utf-8', { fatal: true });

function textOf(frame: string | Uint8Array): string | undefined {
  if (typeof frame === 'string') return frame;
  try {
    return utf8.decode(frame);
  } catch {
    return undefined;
  }
}

function parseText(text: string): unknown {
  const split = isWorthSplitting(text) ? splitDelta(text) : undefined;
  if (split !== undefined) {
    keepDecodedBytes(split.event, split.bytes);
    return split.event;
  }
  if (isDense(text)) return new Refusal('too_large', 'refused a frame of more than 50,000 values');
  try {
    return JSON.parse(text);
  } catch {
    return new Refusal('not_json', `expected JSON, got a frame of length ${text.length}`);
  }
}

/** What a frame from the wire holds, or a `Refusal`. */
export function parseFrame(frame: string | Uint8Array): unknown {
  if (frame.length > maxFrameLength) {
    return new Refusal('too_large', `refused a frame of length ${frame.length}, at most ${maxFrameLength}`);
  }
  const text = textOf(frame);
  return text === undefined
    ? new Refusal('not_utf8', `expected UTF-8 text, got a binary frame of length ${frame.length}`)
    : parseText(text);
}
