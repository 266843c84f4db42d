import type { LedgerLines } from '../../store/ledgerLines.ts';
import { toRead } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import { readLedger } from './readLedger.ts';
import type { ReadLedger } from './readLedger.ts';
import { errnoOf } from './storeErrorOf.ts';

/** Reads a file without holding it; undefined where there is none. */
export const readFrom = async (
  fs: FileSystem,
  path: string,
  lines: LedgerLines,
): Promise<ReadLedger | undefined> => {
  try {
    const handle = await fs.open(path, toRead);
    try {
      return await readLedger(handle, lines);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};
