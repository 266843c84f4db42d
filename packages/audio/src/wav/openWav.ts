import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AudioError } from '../audioError.ts';
import { bytesOf } from '@rx-realtime/pcm';
import { looksLike, wavFormat } from './wavHeader.ts';
import type { WavFormat } from './wavHeader.ts';

/** An open WAV file: its format, and where its samples lie. */
export interface OpenWav extends WavFormat {
  readonly file: FileHandle;
  readonly bytesPerFrame: number;
  /** The first byte of sound. */
  readonly start: number;
  /** After the last byte of sound that is there. */
  readonly end: number;
  /** After the last byte of sound that the header promises. */
  readonly declaredEnd: number;
}

/** Sizes from here on are what a program writes that does not know the length yet (sox, ffmpeg into a pipe). */
const unknownSize = 0x7fff_f000;

/** Up to `length` bytes at `position`: fewer at the end of the file. */
export const bytesAt = async (file: FileHandle, position: number, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Walks the chunks until the sound; throws an {@link AudioError} for what is no WAV file with sound in it. */
const inspect = async (file: FileHandle, where: string): Promise<Omit<OpenWav, 'file'>> => {
  const stats = await file.stat();
  if (stats.isDirectory()) {
    throw new AudioError({ code: 'not_a_file', expected: 'a file', where, hint: 'The path names a folder' });
  }
  const start = await bytesAt(file, 0, 12);
  const name = String.fromCharCode(...start);
  if (!/^RIFF....WAVE$/s.test(name)) {
    throw new AudioError({
      code: 'not_wav',
      expected: 'a WAV file',
      actual: looksLike(start),
      where,
      hint: 'Convert it first: ffmpeg -i recording -ac 1 -ar 24000 recording.wav',
    });
  }
  let format: WavFormat | undefined;
  for (let position = 12; position + 8 <= stats.size;) {
    const head = await bytesAt(file, position, 8);
    const chunk = String.fromCharCode(...head.subarray(0, 4));
    const size = viewOf(head).getUint32(4, true);
    const body = position + 8;
    if (chunk === 'fmt ') {
      const found = wavFormat(viewOf(await bytesAt(file, body, Math.min(size, 40))));
      if (typeof found === 'string') {
        throw new AudioError({
          code: 'unsupported_encoding',
          expected: 'PCM with 8, 16, 24 or 32 bits, floats with 32 or 64, or G.711',
          actual: found,
          where,
          hint: 'Convert it first: sox recording.wav -b 16 -e signed converted.wav',
        });
      }
      format = found;
    }
    if (chunk === 'data' && format !== undefined) {
      const bytesPerFrame = bytesOf(format.encoding) * format.channels;
      const declaredEnd = size >= unknownSize ? stats.size : body + size;
      const there = Math.min(declaredEnd, stats.size) - body;
      const end = body + there - (there % bytesPerFrame);
      return { ...format, bytesPerFrame, start: body, end, declaredEnd };
    }
    position = body + size + (size % 2);
  }
  throw new AudioError({
    code: 'not_wav',
    expected: 'a WAV file',
    actual: format === undefined ? 'no format chunk' : 'no data chunk',
    where,
    hint: 'The recording was cut off, or never written',
  });
};

/** Opens a WAV file; the caller closes `file`. */
export const openWav = async (path: string, where: string): Promise<OpenWav> => {
  const file = await open(path, 'r');
  try {
    return { file, ...(await inspect(file, where)) };
  } catch (error) {
    await file.close();
    throw error;
  }
};
