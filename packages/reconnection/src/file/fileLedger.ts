import type { LedgerStore } from '../ledger/ledgerStore.ts';
import type { FileLedgerConfig } from './fileLedgerConfig.ts';
import { fileLedgerIn } from './internal/fileLedgerIn.ts';
import { nodeFileSystem } from './internal/fileSystem.ts';

/**
 * Keeps a conversation in a file, so that another process can go on with it.
 *
 * The conversation outlives the process: it is there after a restart, after a crash, tomorrow.
 *
 * | `durability`       | the process ends, by `kill -9` too      | the power goes                                     |
 * | ------------------ | --------------------------------------- | -------------------------------------------------- |
 * | `write`, as it is  | what `append` has completed is there    | the last seconds may be gone, or the file `corrupt` |
 * | `fsync`            | what `append` has completed is there    | what `append` has completed is there               |
 *
 * - The file is NDJSON, one line an entry, with its number and checksum; only its owner reads and writes it (mode 0600). No
 *   symbolic link is followed. Credentials are never written, nor is the assistant's sound.
 * - **Opened twice** is refused as `fenced`, in this process and in others, by a file `<path>.lock`. The lock of a process
 *   that has ended is taken over; that of another machine is not: where that machine is gone, remove the file.
 * - **A torn last line**, of a process that ended in the middle of it, is cut off and told (`tornObserver`): nobody was told
 *   that it is durable. Any other damage is `corrupt`, and nothing is skipped. `forget()` erases a damaged file, too.
 * - **A full, slow or read-only disk** makes appends fail, as `full` or `unavailable`; what is there can be read. What could
 *   not be written is written with the next snapshot, as soon as the disk takes it.
 * - **Compaction**: a snapshot takes the place of the lines, at once (it is written beside, flushed, and renamed).
 * - **Memory**: the conversation once more, and up to `maxWaitingBytes` that wait for the disk.
 *
 * @param path of the file; its folder must be there
 * @param config when an entry is durable, how much is kept, what is taken out and how it is encrypted
 * @example
 * import { fileLedger } from '@rx-realtime/reconnection/node';
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const store = fileLedger(join(mkdtempSync(join(tmpdir(), 'ledger-')), 'conversation.ndjson'), { durability: 'fsync' });
 * const holding = store.load().subscribe((entries) => {
 *   console.log(entries.length, 'entries so far'); // prints: 0 entries so far
 *   store.append([{ type: 'waived' }]).subscribe({
 *     complete: () => {
 *       console.log('kept'); // prints: kept
 *       holding.unsubscribe();
 *     },
 *   });
 * });
 * @see `ledgerLines` of `@rx-realtime/reconnection/store`, for stores elsewhere
 */
export function fileLedger(path: string, config: FileLedgerConfig = {}): LedgerStore {
  return fileLedgerIn(nodeFileSystem, path, config);
}
