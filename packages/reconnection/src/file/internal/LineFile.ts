import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { constants } from 'node:fs';
import { ownersOnly, toCreate, toWrite } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import type { LedgerLines } from '../../store/ledgerLines.ts';
import { readLedger } from './readLedger.ts';
import type { ReadLedger } from './readLedger.ts';
import { errnoOf } from './storeErrorOf.ts';

const writeAll = async (handle: FileHandle, text: string, position: number): Promise<number> => {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;)
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  return position + bytes.length;
};

/** Makes what was renamed or removed in a folder last over a power cut; where folders cannot be opened, it does. */
const syncFolder = async (fs: FileSystem, path: string): Promise<void> => {
  const folder = await fs.open(dirname(path), constants.O_RDONLY).catch(() => undefined);
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
};

const draftOf = (path: string): string => `${path}.next`;

const unlinked = async (fs: FileSystem, path: string): Promise<void> => {
  try {
    await fs.unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
};

/** Lines at the end of a file, which are there whole or not at all. */
export class LineFile {
  readonly #handle: FileHandle;
  readonly #isSynced: boolean;
  /** Where the last whole line ends. */
  size: number;

  constructor(handle: FileHandle, size: number, isSynced: boolean) {
    this.#handle = handle;
    this.size = size;
    this.#isSynced = isSynced;
  }

  /** Opens a file to go on behind what it holds; undefined where there is none. */
  static async open(fs: FileSystem, path: string, isSynced: boolean): Promise<LineFile | undefined> {
    let handle: FileHandle;
    try {
      handle = await fs.open(path, toWrite);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    const file = new LineFile(handle, 0, isSynced);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw new LedgerStoreError('unavailable', 'the path is not that of a file');
      if ((status.mode & 0o077) !== 0) await handle.chmod(ownersOnly);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Puts a new file in the place of what there is, at once: before it is whole, nobody sees it. */
  static async replace(fs: FileSystem, path: string, text: string, isSynced: boolean): Promise<LineFile> {
    const draft = draftOf(path);
    await unlinked(fs, draft);
    const handle = await fs.open(draft, toCreate, ownersOnly);
    try {
      const size = await writeAll(handle, text, 0);
      // A name that is there before the bytes are would be an empty file after a power cut.
      await handle.sync();
      await fs.rename(draft, path);
      if (isSynced) await syncFolder(fs, path);
      return new LineFile(handle, size, isSynced);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await fs.unlink(draft).catch(() => undefined);
      throw error;
    }
  }

  /** Reads it from its beginning. */
  async read(lines: LedgerLines): Promise<ReadLedger> {
    const read = await readLedger(this.#handle, lines);
    this.size = read.size;
    return read;
  }

  /** Cuts off what is not a whole line. */
  async cut(size: number): Promise<void> {
    await this.#handle.truncate(size);
    this.size = size;
  }

  /** Completes when the lines are there, in the sense of the ledger; otherwise none of them is. */
  async append(text: string): Promise<void> {
    try {
      const size = await writeAll(this.#handle, text, this.size);
      if (this.#isSynced) await this.#handle.datasync();
      this.size = size;
    } catch (error) {
      await this.#handle.truncate(this.size).catch(() => undefined);
      throw error;
    }
  }

  /** Removes a file, and the draft of the next one, if they are there. */
  static async remove(fs: FileSystem, path: string, isSynced: boolean): Promise<void> {
    await unlinked(fs, path);
    await unlinked(fs, draftOf(path));
    if (isSynced) await syncFolder(fs, path);
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}
