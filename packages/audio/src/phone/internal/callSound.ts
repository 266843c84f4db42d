import { decodeG711, encodeG711, isG711, monoFromBytes } from '@rx-realtime/pcm';
import { AudioError } from '../../audioError.ts';
import type { CallFormat } from '../callFormat.ts';

/** The samples of a message; throws where half a sample is left. */
export const decodeCallSound = (
  where: string,
  bytes: Uint8Array,
  { type, byteOrder }: CallFormat,
): Int16Array => {
  if (isG711(type)) return decodeG711(bytes, type);
  if (bytes.length % 2 === 1)
    throw new AudioError({
      code: 'malformed_audio',
      expected: 'whole samples of 2 bytes',
      actual: `${bytes.length} bytes`,
      where,
    });
  return monoFromBytes(bytes, byteOrder === 'big' ? 'int16be' : 'int16', 1);
};

/** Samples as a provider takes them. */
export const encodeCallSound = (pcm: Int16Array, { type, byteOrder }: CallFormat): Uint8Array => {
  if (isG711(type)) return encodeG711(pcm, type);
  const bytes = new Uint8Array(pcm.length * 2);
  const view = new DataView(bytes.buffer);
  pcm.forEach((sample, index) => view.setInt16(index * 2, sample, byteOrder !== 'big'));
  return bytes;
};
