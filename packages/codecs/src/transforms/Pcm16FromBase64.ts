import * as t from 'io-ts';
import { base64FromPcm16, bytesOrNothing, pcm16FromBytes } from '@rx-realtime/pcm';

/**
 * Sound as 16-bit samples, on the wire base64 of their little-endian bytes.
 *
 * @example
 * import { Pcm16FromBase64 } from '@rx-realtime/codecs';
 *
 * console.log(Pcm16FromBase64.encode(Int16Array.of(1, -1))); // prints: AQD//w==
 * // One byte is half a sample.
 * console.log(Pcm16FromBase64.decode('AQ==')._tag); // prints: Left
 */
export const Pcm16FromBase64 = /*#__PURE__*/ new t.Type<Int16Array, string>(
  'Pcm16FromBase64',
  (u): u is Int16Array => u instanceof Int16Array,
  (u, context) => {
    const bytes = typeof u === 'string' ? bytesOrNothing(u) : undefined;
    if (bytes === undefined) return t.failure(u, context, 'not base64');
    return bytes.length % 2 === 0
      ? t.success(pcm16FromBytes(bytes))
      : t.failure(u, context, 'an odd number of bytes');
  },
  base64FromPcm16,
);
