import { bytesOf } from '@rx-realtime/pcm';
import { AudioError } from '../audioError.ts';
import type { ByteSource } from './byteSource.ts';
import { convertHint, looksLike, refusalHint } from './convertHint.ts';
import { wavFormat } from './wavFormat.ts';
import type { WavFormat } from './wavFormat.ts';

/** A WAV file whose header was read: its format, and where its samples lie. */
export interface OpenWav extends WavFormat {
  readonly bytesPerFrame: number;
  /** The first byte of sound. */
  readonly start: number;
  /** Bytes of sound that the header promises; undefined when its writer did not know. */
  readonly declaredBytes: number | undefined;
}

/** Sizes from here on are what a program writes that does not know the length yet (sox, ffmpeg into a pipe). */
const unknownSize = 0x7fff_f000;

interface Chunk {
  readonly id: string;
  /** Where its body begins. */
  readonly body: number;
  readonly size: number;
}

/** The chunks of a RIFF file, one after the other. */
async function* chunksOf(source: ByteSource, isLittleEndian: boolean): AsyncGenerator<Chunk> {
  for (let position = 12; ;) {
    const head = await source.at(position, 8);
    if (head.length < 8) return;
    const size = new DataView(head.buffer, head.byteOffset).getUint32(4, isLittleEndian);
    yield { id: String.fromCharCode(...head.subarray(0, 4)), body: position + 8, size };
    position += 8 + size + (size % 2);
  }
}

/** Whether what follows a chunk is not the next chunks, down to the end of the file: then its size is wrong. */
const isFollowedBySound = async (
  source: ByteSource,
  body: number,
  isLittleEndian: boolean,
): Promise<boolean> => {
  if (source.size === undefined) return true; // a pipe's writer could not come back to write the size
  let position = body;
  while (position + 8 <= source.size) {
    const head = await source.at(position, 8);
    if (!/^[\x20-\x7e]{4}$/.test(String.fromCharCode(...head.subarray(0, 4)))) return true;
    position += 8 + new DataView(head.buffer, head.byteOffset).getUint32(4, isLittleEndian);
    position += position % 2;
  }
  return position < source.size || position > source.size + 1;
};

/** Bytes of sound, as far as the header knows. */
const sizeOf = async (
  source: ByteSource,
  { body, size }: Chunk,
  isLittleEndian: boolean,
): Promise<number | undefined> => {
  if (size === 0) return (await isFollowedBySound(source, body, isLittleEndian)) ? undefined : 0;
  const isThere = source.size !== undefined && body + size <= source.size;
  return size >= unknownSize && !isThere ? undefined : size;
};

/** Reads the header of a recording; throws an {@link AudioError} for what is no WAV file with sound in it. */
export const openWav = async (source: ByteSource, where: string, path?: string): Promise<OpenWav> => {
  const start = await source.at(0, 12);
  const [, kind] = /^(RIFF|RIFX|RF64|BW64)....WAVE$/s.exec(String.fromCharCode(...start)) ?? [];
  if (kind === undefined) {
    const actual = looksLike(start);
    const hint = refusalHint(actual, path);
    throw new AudioError({ code: 'not_wav', expected: 'a WAV file', actual, where, hint });
  }
  const isLittleEndian = kind !== 'RIFX';
  const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: WavFormat | undefined;
  let data: Chunk | undefined;
  let wideSize: number | undefined;
  for await (const chunk of chunksOf(source, isLittleEndian)) {
    if (chunk.id === 'ds64') {
      // Sizes of more than 4 GiB (EBU Tech 3306): of the file, of the data.
      const sizes = viewOf(await source.at(chunk.body, 16));
      if (sizes.byteLength === 16) wideSize = Number(sizes.getBigUint64(8, true));
    }
    if (chunk.id === 'fmt ') {
      const found = wavFormat(viewOf(await source.at(chunk.body, Math.min(chunk.size, 40))), isLittleEndian);
      if (typeof found === 'string') {
        throw new AudioError({
          code: 'unsupported_encoding',
          expected: 'PCM with 8 to 32 bits, floats with 32 or 64, or G.711',
          actual: found,
          where,
          hint: convertHint(path),
        });
      }
      format = found;
    }
    if (chunk.id === 'data') data ??= chunk;
    if (data !== undefined && (format !== undefined || source.size === undefined)) break;
  }
  if (data === undefined || format === undefined) {
    throw new AudioError({
      code: 'not_wav',
      expected: 'a WAV file',
      actual: format === undefined ? 'no format chunk' : 'no data chunk',
      where,
      hint: 'The recording was cut off, or never written',
    });
  }
  const isWide = data.size === 0xffff_ffff && wideSize !== undefined;
  const declaredBytes = isWide ? wideSize : await sizeOf(source, data, isLittleEndian);
  return {
    ...format,
    bytesPerFrame: bytesOf(format.encoding) * format.channels,
    start: data.body,
    declaredBytes,
  };
};
