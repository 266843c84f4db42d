import type { G711Format } from './g711Format.ts';

/** One byte to one sample. */
const decoders: Record<G711Format, (byte: number) => number> = {
  'audio/pcmu': (byte) => {
    const code = ~byte;
    const magnitude = ((((code & 0x0f) << 3) + 132) << ((code >> 4) & 7)) - 132;
    return code & 0x80 ? -magnitude : magnitude;
  },
  'audio/pcma': (byte) => {
    const code = byte ^ 0x55;
    const segment = (code >> 4) & 7;
    const mantissa = (code & 0x0f) << 4;
    const magnitude = segment === 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1);
    return code & 0x80 ? magnitude : -magnitude;
  },
};

/** Made on first use, 512 bytes each. */
const decodeTables = new Map<G711Format, Int16Array>();

const decodeTable = (format: G711Format): Int16Array => {
  const found = decodeTables.get(format);
  if (found !== undefined) return found;
  const made = new Int16Array(256).map((_, byte) => decoders[format](byte));
  decodeTables.set(format, made);
  return made;
};

/**
 * Samples from telephone bytes.
 *
 * @param bytes one byte a sample, 8 kHz
 * @param format `audio/pcmu` or `audio/pcma`
 *
 * @example
 * ```ts
 * import { decodeG711 } from '@rx-realtime/pcm';
 *
 * console.log([...decodeG711(Uint8Array.of(255, 206, 78), 'audio/pcmu')]); // prints: [ 0, 988, -988 ]
 * ```
 *
 * @see {@link encodeG711}
 */
export const decodeG711 = (bytes: Uint8Array, format: G711Format): Int16Array => {
  const table = decodeTable(format);
  const pcm = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pcm[i] = table[bytes[i]!]!;
  return pcm;
};
