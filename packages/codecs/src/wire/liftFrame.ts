import { parseFrame } from './parseFrame.ts';
import { Refusal } from './tagged.ts';

/**
 * Makes a frame of a server with a dialect into what OpenAI's servers would have sent.
 *
 * Decode each part as always: a value with `decodeServerEvent`, and a frame that holds no JSON, which comes out as it is,
 * with `decodeFrame`. Never throws: a value that `lift` cannot take comes out as it came.
 *
 * @param frame as it came from the wire
 * @param lift makes a parsed event into those that it is today
 * @example
 * import { liftFrame } from '@rx-realtime/codecs';
 * import { liftBetaEvent } from '@rx-realtime/codecs/beta';
 *
 * console.log(liftFrame('{"type":"response.text.done","text":"Hi"}', liftBetaEvent));
 * // prints: [ { type: 'response.output_text.done', text: 'Hi' } ]
 */
export function liftFrame(
  frame: string | Uint8Array,
  lift: (event: unknown) => readonly unknown[],
): readonly unknown[] {
  const value = parseFrame(frame);
  if (value instanceof Refusal) return [frame];
  try {
    return lift(value);
  } catch {
    return [value];
  }
}
