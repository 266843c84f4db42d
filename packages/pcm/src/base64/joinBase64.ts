import { base64FromBytes, bytesOrNothing } from './bytesFromBase64.ts';

/**
 * Pieces of base64 as one, though each of them may be padded.
 *
 * @param pieces in order
 * @returns undefined where a piece is not base64
 * @example
 * import { joinBase64 } from '@rx-realtime/pcm';
 *
 * console.log(joinBase64(['AQ==', 'AgM='])); // prints: AQID
 */
export function joinBase64(pieces: readonly string[]): string | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const piece of pieces) {
    const bytes = bytesOrNothing(piece);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
    length += bytes.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return base64FromBytes(whole);
}
