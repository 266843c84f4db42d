import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { either as E } from 'fp-ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from '../../ledger/reduceLedger.ts';
import type { LedgerLines } from '../../store/ledgerLines.ts';
import { unframe } from './frame.ts';

/** What a file holds. */
export interface ReadLedger {
  readonly ledger: Ledger;
  /** Number of the next line. */
  readonly seq: number;
  /** Bytes of whole lines. */
  readonly size: number;
  /** Bytes of a line that was not written to its end. */
  readonly tornBytes: number;
}

const chunkBytes = 1024 * 1024;
const newLine = 0x0a;

/** The lines of a file, with the bytes of what comes after the last one. */
async function* linesOf(handle: FileHandle): AsyncGenerator<Buffer, number> {
  let parts: Buffer[] = [];
  let position = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return parts.reduce((sum, { length }) => sum + length, 0);
    position += bytesRead;
    let from = 0;
    for (let to = chunk.indexOf(newLine); to >= 0 && to < bytesRead; to = chunk.indexOf(newLine, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, to)]);
      parts = [];
      from = to + 1;
    }
    parts.push(chunk.subarray(from, bytesRead));
  }
}

/** Reads a file from its beginning; throws `corrupt` where a line is not what was written, and `newer`. */
export const readLedger = async (handle: FileHandle, lines: LedgerLines): Promise<ReadLedger> => {
  let ledger = emptyLedger;
  let [seq, size] = [0, 0];
  const reading = linesOf(handle);
  for (;;) {
    const { value, done } = await reading.next();
    if (done) return { ledger, seq, size, tornBytes: value };
    const entry = unframe(seq, value.toString('utf8'));
    if (entry === undefined)
      throw new LedgerStoreError('corrupt', `line ${seq + 1} of the file is not what was written`);
    const read = lines.decode(entry);
    if (E.isLeft(read)) throw read.left;
    ledger = reduceLedger(ledger, read.right);
    seq += 1;
    size += value.length + 1;
  }
};
