import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AudioError } from '../audioError.ts';

/** The bytes of a recording, wherever they come from. */
export interface ByteSource {
  /** Up to `length` bytes at `position`: fewer only at the end. A stream can be read onwards alone. */
  readonly at: (position: number, length: number) => Promise<Uint8Array>;
  /** How many there are; undefined for a stream. */
  readonly size: number | undefined;
  readonly close: () => Promise<void>;
}

/** Bytes that come in their order: standard input, a pipe, a download. Holds what one chunk had too much. */
export const streamSource = (stream: AsyncIterable<Uint8Array>): ByteSource => {
  const chunks: AsyncIterator<Uint8Array, unknown> = stream[Symbol.asyncIterator]();
  let held = new Uint8Array(0);
  let heldAt = 0;
  /** Whether another chunk came. */
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    const both = new Uint8Array(held.length + next.value.length);
    both.set(held);
    both.set(next.value, held.length);
    held = both;
    return true;
  };
  const dropTo = (position: number): void => {
    const dropped = Math.min(position - heldAt, held.length);
    held = held.subarray(dropped);
    heldAt += dropped;
  };
  return {
    at: async (position, length) => {
      dropTo(position);
      while (heldAt + held.length < position + length && (await more())) dropTo(position);
      return held.slice(position - heldAt, position - heldAt + length);
    },
    size: undefined,
    close: async () => void (await chunks.return?.()),
  };
};

/** The file at `path`, which may also be a pipe. */
export const openSource = async (path: string, where: string): Promise<ByteSource> => {
  const file = await open(path, 'r');
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw new AudioError({ code: 'not_a_file', expected: 'a file', where, hint: 'The path names a folder' });
  }
  if (!stats.isFile()) return streamSource(createReadStream(path, { fd: file }));
  return {
    at: async (position, length) => {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
    size: stats.size,
    close: () => file.close(),
  };
};
