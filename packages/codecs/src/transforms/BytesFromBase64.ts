import * as t from 'io-ts';
import { base64FromBytes, bytesOrNothing } from '@rx-realtime/pcm';

function bytesCodec(name: string): t.Type<Uint8Array, string> {
  return new t.Type<Uint8Array, string>(
    name,
    (u): u is Uint8Array => u instanceof Uint8Array,
    (u, context) => {
      const bytes = typeof u === 'string' ? bytesOrNothing(u) : undefined;
      return bytes === undefined ? t.failure(u, context, 'not base64') : t.success(bytes);
    },
    base64FromBytes,
  );
}

/**
 * Bytes, on the wire base64.
 *
 * @example
 * import { BytesFromBase64 } from '@rx-realtime/codecs';
 *
 * console.log(BytesFromBase64.encode(Uint8Array.of(1, 2, 3))); // prints: AQID
 */
export const BytesFromBase64 = /*#__PURE__*/ bytesCodec('BytesFromBase64');

/** G.711 µ-law, one byte a sample at 8 kHz, on the wire base64. */
export const MulawFromBase64 = /*#__PURE__*/ bytesCodec('MulawFromBase64');

/** G.711 A-law, one byte a sample at 8 kHz, on the wire base64. */
export const AlawFromBase64 = /*#__PURE__*/ bytesCodec('AlawFromBase64');
