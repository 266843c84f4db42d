import { basename, dirname, join, resolve } from 'node:path';
import { concat, defer, ignoreElements, map, Observable, of, switchMap, take } from 'rxjs';
import type { Subscriber } from 'rxjs';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { emptyLedger } from '../../ledger/reduceLedger.ts';
import type { FileLedgerConfig } from '../fileLedgerConfig.ts';
import type { FileSystem } from './fileSystem.ts';
import { LedgerFile } from './LedgerFile.ts';
import { storeErrorOf } from './storeErrorOf.ts';

/** A file that this process holds, or is letting go of. */
interface Hold {
  letGo: Promise<unknown> | undefined;
}

/** What there is once a file is open. */
interface Opened {
  readonly file: LedgerFile;
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

/** The files of this process, by path. */
const holds = new Map<string, Hold>();

/** Takes a file for one socket of this process; throws `fenced` while another one holds it. */
const takeHold = async (fs: FileSystem, given: string, hold: Hold): Promise<string> => {
  const whole = resolve(given);
  // Two ways to one folder lead to one file; the file itself may be no link.
  const path = join(await fs.realpath(dirname(whole)), basename(whole));
  for (let other = holds.get(path); other; other = holds.get(path)) {
    if (other.letGo === undefined)
      throw new LedgerStoreError('fenced', 'another socket of this process holds the conversation');
    await other.letGo;
  }
  holds.set(path, hold);
  return path;
};

/** A ledger in a file of a file system. */
export const fileLedgerIn = (fs: FileSystem, given: string, config: FileLedgerConfig): LedgerStore => {
  const { redact } = config;
  /** What this store holds, once it is open. */
  let held: LedgerFile | undefined;

  const open = async (hold: Hold, isRead: boolean): Promise<Opened> => {
    const path = await takeHold(fs, given, hold);
    const file = new LedgerFile(fs, path, config);
    const close = async (): Promise<void> => {
      await file.close();
      holds.delete(path);
    };
    try {
      return { file, ledger: await file.open({ isRead }), close };
    } catch (error) {
      holds.delete(path);
      throw error;
    }
  };

  const holding = (isRead: boolean): Observable<Ledger> =>
    new Observable((subscriber) => {
      const hold: Hold = { letGo: undefined };
      const opening = open(hold, isRead);
      let mine: LedgerFile | undefined;
      opening.then(
        ({ file, ledger }) => {
          if (subscriber.closed) return;
          held = mine = file;
          subscriber.next(ledger);
        },
        (error: unknown) => subscriber.error(storeErrorOf(error)),
      );
      return () => {
        if (held === mine) held = undefined;
        // Why it could not be opened was told.
        hold.letGo = opening.then(({ close }) => close()).catch(() => undefined);
      };
    });

  /** What is done by who holds the file. */
  const byHolder = (act: (file: LedgerFile, subscriber: Subscriber<never>) => void): Observable<never> =>
    new Observable((subscriber) => {
      if (held) act(held, subscriber);
      else subscriber.error(new LedgerStoreError('fenced', 'the conversation is not loaded here'));
    });

  const erase$ = byHolder((file, subscriber) => file.forget(subscriber));

  return {
    load: () =>
      holding(true).pipe(map((ledger) => (ledger === emptyLedger ? [] : [{ type: 'snapshot', ledger }]))),
    append: (entries) =>
      byHolder((file, subscriber) => {
        try {
          file.append(redact ? entries.map(redact) : entries, subscriber);
        } catch (error) {
          subscriber.error(new LedgerStoreError('unavailable', 'an entry cannot be written', error));
        }
      }),
    forget: () =>
      defer(() =>
        held
          ? erase$
          : holding(false).pipe(
              switchMap(() => concat(erase$, of(undefined))),
              take(1),
              ignoreElements(),
            ),
      ),
  };
};
