/**
 * The fast path for sound. A 16 KB audio delta is 300 bytes of JSON around one long base64 text; parsing all of it as
 * JSON and then decoding the text costs three times as much as finding the text, parsing the rest, and decoding once.
 *
 * It must give what `JSON.parse` gives, so it proves two things or declines, and then the whole is parsed:
 *
 * 1. The text is the value of the top-level field `delta`. A mark that nobody can guess is put in its place; when the
 *    rest parses and its `delta` is the mark, the text stood exactly there, whatever else the frame holds: escapes,
 *    further fields named `delta`, the same characters inside a string.
 * 2. JSON would read the text as it stands. Base64 has no quotes, no escapes and no control characters, and the length
 *    of what it decodes to shows that each of its characters is one of base64.
 */
import { bytesOrNothing, hasBuffer } from '@rx-realtime/pcm';
import { randomId } from '../randomId.ts';

/** Below this length nothing beats `JSON.parse`. */
const minFrameLength = 3 * 1024;

/** The field stands after a few ids; a frame where it does not is not worth looking for it. */
const maxHeadLength = 1024;

const opening = '"delta":"';

/** The end of `opening`: the engine finds a text of up to six characters much faster than a longer one. */
const ending = 'lta":"';

/** Made by the first frame that needs it: Cloudflare Workers draw no random numbers while a module loads. */
let mark: string;

export interface SplitFrame {
  /** The event, its `delta` filled in. */
  readonly event: { readonly delta: string };
  /** The bytes that the delta holds. */
  readonly bytes: Uint8Array;
}

/** Whether a few characters from where the text must be are of base64: prose and JSON give themselves away at once. */
function looksLikeBase64(text: string): boolean {
  for (let at = maxHeadLength; at < maxHeadLength + 16; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    // Digits, and the `/` before them; `+`.
    if (!isLetter && !(code >= 0x2f && code <= 0x39) && code !== 0x2b) return false;
  }
  return true;
}

/** Where the text of the first `delta` begins, or -1. */
function startOfDelta(text: string): number {
  const at = text.slice(0, maxHeadLength).indexOf(ending);
  const start = at + ending.length;
  return at !== -1 && text.startsWith(opening, start - opening.length) ? start : -1;
}

/** The event whose top-level `delta` is the mark, or nothing. */
function parseMarked(text: string): { delta: string } | undefined {
  try {
    const value = JSON.parse(text) as { delta: string } | null;
    return value?.delta === mark ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is worth to split a frame. Without `Buffer` decoding is slower than `JSON.parse`. */
export const isWorthSplitting = (text: string): boolean =>
  text.length >= minFrameLength && hasBuffer && looksLikeBase64(text);

/** Reads a frame whose `delta` is a long base64 text; declines everything else. */
export function splitDelta(text: string): SplitFrame | undefined {
  const start = startOfDelta(text);
  if (start === -1) return undefined;
  const end = text.indexOf('"', start);
  if (end - start < minFrameLength / 2 || text.length - end > maxHeadLength) return undefined;
  mark ??= randomId('');
  const event = parseMarked(text.slice(0, start) + mark + text.slice(end));
  if (event === undefined) return undefined;
  const delta = text.slice(start, end);
  const bytes = bytesOrNothing(delta);
  if (bytes === undefined) return undefined;
  event.delta = delta;
  return { event, bytes };
}
