import type { NextObserver, SchedulerLike } from 'rxjs';
import type { LedgerLinesConfig } from '../store/ledgerLines.ts';

/** The end of a file that was not written whole: its process has ended in the middle of it. */
export interface TornLine {
  /** Where whole lines end. */
  readonly atByte: number;
  /** What is cut off. Nobody was told that it is durable. */
  readonly bytes: number;
}

/** How a `fileLedger` writes, and how much. */
export interface FileLedgerConfig extends LedgerLinesConfig {
  /**
   * When an entry is durable: `write`, when the system has it, survives the end of the process, by `kill -9` too;
   * `fsync`, when the disk has it, survives a power cut too, at the cost of a wait for the disk with each batch.
   *
   * @defaultValue `write`
   */
  readonly durability?: 'write' | 'fsync';
  /** The file never grows beyond this; what would not fit is `full`. @defaultValue 67,108,864 bytes */
  readonly maxBytes?: number;
  /** When the file has grown by this, and to twice its last snapshot, a new snapshot takes its place. @defaultValue 1,048,576 bytes */
  readonly compactBytes?: number;
  /** What may wait for a slow disk; beyond it entries are `unavailable`. @defaultValue 8,388,608 bytes */
  readonly maxWaitingBytes?: number;
  /** How long a disk is left alone that has refused something. @defaultValue 1,000 ms */
  readonly retryMs?: number;
  /** Hears of a torn line that was cut off. */
  readonly tornObserver?: NextObserver<TornLine>;
  /** Tells the time for `retryMs`. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
