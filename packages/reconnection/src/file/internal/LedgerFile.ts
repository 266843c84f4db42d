import { Buffer } from 'node:buffer';
import { clockOf } from '@rx-realtime/clock';
import { either as E } from 'fp-ts';
import { of } from 'rxjs';
import type { NextObserver, Subscriber, TimestampProvider } from 'rxjs';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger, reduceLedger } from '../../ledger/reduceLedger.ts';
import { ledgerLines } from '../../store/ledgerLines.ts';
import type { LedgerLines } from '../../store/ledgerLines.ts';
import type { FileLedgerConfig, TornLine } from '../fileLedgerConfig.ts';
import { FileLock } from './FileLock.ts';
import type { FileSystem } from './fileSystem.ts';
import { frame } from './frame.ts';
import { LineFile } from './LineFile.ts';
import { readFrom } from './readFrom.ts';
import { storeErrorOf } from './storeErrorOf.ts';

/** What is to be done, and who waits for it. */
interface Job {
  /** Undefined: everything is erased. */
  readonly texts: readonly string[] | undefined;
  readonly bytes: number;
  readonly waiting: Subscriber<never>;
}

/** The file of one conversation while somebody holds it: one thing is done at a time, and what comes meanwhile goes together next. */
export class LedgerFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #lines: LedgerLines;
  readonly #limits: Required<
    Pick<FileLedgerConfig, 'maxBytes' | 'compactBytes' | 'maxWaitingBytes' | 'retryMs'>
  >;
  readonly #isSynced: boolean;
  readonly #tornObserver: NextObserver<TornLine> | undefined;
  readonly #clock: TimestampProvider;
  #lock: FileLock | undefined;
  #file: LineFile | undefined;
  #ledger: Ledger = emptyLedger;
  /** What was kept when it was opened. */
  #found: Ledger = emptyLedger;
  #seq = 0;
  /** When a snapshot is due, in bytes of the file. */
  #compactAt: number;
  /** Why the file lacks something that happened; undefined while it lacks nothing. */
  #trouble: LedgerStoreError | undefined;
  #retryAtMs = 0;
  /** What was read of a file that could not be held. */
  #readBytes = 0;
  #jobs: Job[] = [];
  #waitingBytes = 0;
  #working: Promise<void> | undefined;

  constructor(fs: FileSystem, path: string, config: FileLedgerConfig) {
    const { maxBytes = 64 * 1024 * 1024, compactBytes = 1024 * 1024, retryMs = 1_000 } = config;
    const { maxWaitingBytes = 8 * 1024 * 1024, durability, seal, tornObserver, scheduler } = config;
    this.#fs = fs;
    this.#path = path;
    this.#lines = ledgerLines({ seal });
    this.#limits = { maxBytes, compactBytes, maxWaitingBytes, retryMs };
    this.#isSynced = durability === 'fsync';
    this.#tornObserver = tornObserver;
    this.#clock = clockOf(scheduler);
    this.#compactAt = compactBytes;
  }

  /** Takes the file for itself, and resolves to what is kept in it; unread, it is only to be erased. */
  async open({ isRead }: { readonly isRead: boolean }): Promise<Ledger> {
    try {
      this.#lock = await FileLock.take(this.#fs, `${this.#path}.lock`);
      if (isRead) await this.#read();
    } catch (error) {
      const told = storeErrorOf(error);
      // What cannot be written now may be read, and the conversation goes on.
      const isReadable = told.code === 'full' || told.code === 'unavailable';
      if (isRead && isReadable && this.#lock === undefined) await this.#readOnly(told);
      else {
        await this.close();
        throw told;
      }
    }
    return (this.#found = this.#ledger);
  }

  append(entries: readonly LedgerEntry[], waiting: Subscriber<never>): void {
    const texts: string[] = [];
    for (const entry of entries) {
      const text = this.#lines.encode(entry);
      if (E.isLeft(text)) return waiting.error(text.left);
      texts.push(text.right);
    }
    this.#ledger = entries.reduce(reduceLedger, this.#ledger);
    const bytes = texts.reduce((sum, { length }) => sum + length, 0);
    if (this.#waitingBytes + bytes <= this.#limits.maxWaitingBytes)
      return this.#enqueue({ texts, bytes, waiting });
    this.#trouble ??= new LedgerStoreError('unavailable', 'the disk is slower than the conversation');
    return waiting.error(this.#trouble);
  }

  forget(waiting: Subscriber<never>): void {
    this.#ledger = emptyLedger;
    this.#enqueue({ texts: undefined, bytes: 0, waiting });
  }

  /** Lets go of the file, when all that was given is done. */
  async close(): Promise<void> {
    while (this.#working) await this.#working;
    if (this.#trouble && this.#ledger !== this.#found) await this.#writeLast();
    await this.#file?.close();
    this.#file = undefined;
    await this.#lock?.release().catch(() => undefined);
    this.#lock = undefined;
  }

  /** What the file lacks, if it can have it at last; why it cannot was told. */
  async #writeLast(): Promise<void> {
    this.#retryAtMs = 0;
    try {
      await this.#ready();
      await this.#compact();
    } catch (error) {
      this.#lacks(storeErrorOf(error));
    }
  }

  #enqueue(job: Job): void {
    this.#jobs.push(job);
    this.#waitingBytes += job.bytes;
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    // What is said in one go is written in one go.
    await Promise.resolve();
    while (this.#jobs.length > 0) {
      const erasure = this.#jobs.findIndex(({ texts }) => texts === undefined);
      const jobs = this.#jobs.splice(0, erasure < 0 ? this.#jobs.length : Math.max(erasure, 1));
      try {
        await this.#ready();
        if (erasure === 0) await this.#erase();
        else await this.#keep(jobs.flatMap(({ texts = [] }) => texts));
        this.#settle(jobs);
      } catch (error) {
        this.#settle(jobs, this.#lacks(storeErrorOf(error)));
      }
    }
    this.#working = undefined;
  }

  /** The file lacks what happened: it gets a snapshot when it can be written, which is tried after a while. */
  #lacks(trouble: LedgerStoreError): LedgerStoreError {
    if (trouble !== this.#trouble) this.#retryAtMs = this.#clock.now() + this.#limits.retryMs;
    this.#trouble = trouble;
    return trouble;
  }

  #settle(jobs: readonly Job[], failure?: LedgerStoreError): void {
    for (const { bytes, waiting } of jobs) {
      this.#waitingBytes -= bytes;
      if (failure === undefined) waiting.complete();
      else waiting.error(failure);
    }
  }

  /** Whether the file may be written: this throws why it may not. */
  async #ready(): Promise<void> {
    const trouble = this.#trouble;
    if (trouble?.code === 'fenced' || (trouble && this.#clock.now() < this.#retryAtMs)) throw trouble;
    if (this.#lock === undefined) await this.#takeLate();
    if (await this.#lock?.isHeld()) return;
    // Whoever has taken the lock away has the conversation.
    throw new LedgerStoreError('fenced', 'somebody else has taken the conversation over');
  }

  async #keep(texts: readonly string[]): Promise<void> {
    if (this.#trouble || this.#file === undefined) return this.#compact();
    const text = this.#framed(texts);
    const size = this.#file.size + Buffer.byteLength(text);
    if (size > this.#compactAt && (await this.#tryCompact(size))) return;
    await this.#file.append(text);
    this.#seq += texts.length;
  }

  async #erase(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await LineFile.remove(this.#fs, this.#path, this.#isSynced);
    // What was not written is to be forgotten, too.
    this.#trouble = undefined;
  }

  /** The disk can be written again: nobody else may have written meanwhile. */
  async #takeLate(): Promise<void> {
    const lock = await FileLock.take(this.#fs, `${this.#path}.lock`);
    try {
      const found = await readFrom(this.#fs, this.#path, this.#lines);
      if ((found?.size ?? 0) !== this.#readBytes)
        throw new LedgerStoreError('fenced', 'somebody else has written the conversation on');
      this.#lock = lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async #readOnly(trouble: LedgerStoreError): Promise<void> {
    try {
      const found = await readFrom(this.#fs, this.#path, this.#lines);
      this.#ledger = found?.ledger ?? emptyLedger;
      this.#readBytes = found?.size ?? 0;
    } catch (error) {
      throw storeErrorOf(error);
    }
    this.#trouble = trouble;
  }

  async #read(): Promise<void> {
    const file = await LineFile.open(this.#fs, this.#path, this.#isSynced);
    this.#file = file;
    if (file === undefined) return;
    const { ledger, seq, size, tornBytes } = await file.read(this.#lines);
    this.#ledger = ledger;
    this.#seq = seq;
    this.#compactAt = Math.min(this.#limits.maxBytes, Math.max(this.#limits.compactBytes, size));
    if (tornBytes === 0) return;
    await file.cut(size);
    of({ atByte: size, bytes: tornBytes }).subscribe((torn) => this.#tornObserver?.next(torn));
  }

  #framed(texts: readonly string[], first = this.#seq): string {
    return texts.map((text, index) => frame(first + index, text)).join('');
  }

  /** Where it cannot be, and there is room for the lines themselves, that is for later. */
  async #tryCompact(size: number): Promise<boolean> {
    try {
      await this.#compact();
      return true;
    } catch (error) {
      const { maxBytes, compactBytes } = this.#limits;
      if (size > maxBytes) throw error;
      this.#compactAt = Math.min(maxBytes, size + compactBytes);
      return false;
    }
  }

  /** Puts a snapshot in the place of all lines. It holds what waits, too. */
  async #compact(): Promise<void> {
    const { maxBytes, compactBytes } = this.#limits;
    const texts = this.#snapshot();
    const text = this.#framed(texts, 0);
    if (Buffer.byteLength(text) > maxBytes)
      throw new LedgerStoreError('full', `the conversation is longer than ${maxBytes} bytes`);
    const covered = this.#jobs.splice(0);
    try {
      const file = await LineFile.replace(this.#fs, this.#path, text, this.#isSynced);
      await this.#file?.close();
      this.#file = file;
      this.#seq = texts.length;
      this.#compactAt = Math.min(maxBytes, Math.max(file.size * 2, file.size + compactBytes));
      this.#trouble = undefined;
    } catch (error) {
      this.#jobs.unshift(...covered);
      throw error;
    }
    this.#settle(covered);
  }

  #snapshot(): readonly string[] {
    const ledger = this.#ledger;
    const { session } = ledger;
    const entries: LedgerEntry[] = [{ type: 'snapshot', ledger }];
    // Again, since the rate of its sound is no part of a stored conversation.
    if (session)
      entries.push({ type: 'received', event: { type: 'session.updated', event_id: '', session } });
    return entries.map((entry) => {
      const text = this.#lines.encode(entry);
      if (E.isLeft(text)) throw text.left;
      return text.right;
    });
  }
}
