import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualTimeScheduler } from 'rxjs';
import { faultyFiles } from '../../../test/faultyFiles.ts';
import type { DiskFault } from '../../../test/faultyFiles.ts';
import { expectKept, expectRefused } from '../../contract/internal/expectKept.ts';
import { append, hold, keptBy } from '../../contract/internal/hold.ts';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import { fileLedgerIn } from './fileLedgerIn.ts';
import { nodeFileSystem } from './fileSystem.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  path = join(folder, 'conversation.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const entry = (id: string): readonly LedgerEntry[] => [
  { type: 'accepted', event: { type: 'response.cancel', event_id: id } },
];
const setUp = (fault: DiskFault, config = {}) => {
  const scheduler = new VirtualTimeScheduler();
  const open = () => fileLedgerIn(faultyFiles(fault), path, { scheduler, ...config });
  const wait = (ms: number): void => {
    scheduler.schedule(() => undefined, ms);
    scheduler.flush();
  };
  return { open, wait };
};
const ids = (...all: readonly string[]) => all.flatMap(entry);

describe('fileLedgerIn', () => {
  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'unavailable'],
    ['EACCES', 'unavailable'],
    ['EIO', 'unavailable'],
  ])('tells %s as %s, and writes what was missed when it can', async (refuses, code) => {
    const fault: DiskFault = { refuses: undefined, partBytes: 7 };
    const { open, wait } = setUp(fault);
    const store = open();
    const { release } = await hold(store);
    await append(store, ids('a'));
    await append(store, ids('b'));
    fault.refuses = refuses;
    await expectRefused(append(store, ids('c')), code);
    expect((await readFile(path, 'utf8')).endsWith('\n')).toBe(true);
    fault.refuses = undefined;
    // The disk is left alone for a while, however much happens meanwhile.
    wait(600);
    await expectRefused(append(store, ids('d')), code);
    wait(600);
    await append(store, ids('e'));
    // At once: the process may be killed before it lets go.
    await copyFile(path, `${path}.found`);
    await expectKept(fileLedgerIn(nodeFileSystem, `${path}.found`, {}), ids('a', 'b', 'c', 'd', 'e'));
    release();
    await expectKept(open(), ids('a', 'b', 'c', 'd', 'e'));
  });

  it('writes what was missed when it is let go of', async () => {
    const fault: DiskFault = { refuses: 'ENOSPC' };
    const { open } = setUp(fault);
    const store = open();
    const { release } = await hold(store);
    await expectRefused(append(store, ids('a')), 'full');
    fault.refuses = undefined;
    release();
    await expectKept(open(), ids('a'));
  });

  it('leaves whole lines where a write was cut off', async () => {
    const fault: DiskFault = { refuses: undefined, partBytes: 30 };
    const { open } = setUp(fault);
    const store = open();
    const { release } = await hold(store);
    await append(store, ids('a'));
    const whole = await readFile(path, 'utf8');
    fault.refuses = 'ENOSPC';
    await expectRefused(append(store, ids('b')), 'full');
    release();
    await keptBy(open());
    expect(await readFile(path, 'utf8')).toBe(whole);
  });

  it('reads a conversation from where it cannot write, and writes on as soon as it can', async () => {
    const fault: DiskFault = { refuses: undefined };
    const { open, wait } = setUp(fault);
    const first = open();
    const holding = await hold(first);
    await append(first, ids('a'));
    holding.release();
    await keptBy(open());
    fault.refuses = 'EROFS';
    const store = open();
    const { entries, release } = await hold(store);
    expect(entries).toHaveLength(1);
    await expectRefused(append(store, ids('b')), 'unavailable');
    fault.refuses = undefined;
    wait(1_000);
    await append(store, ids('c'));
    release();
    await expectKept(open(), ids('a', 'b', 'c'));
  });

  it('is fenced where somebody else has written on meanwhile', async () => {
    const fault: DiskFault = { refuses: 'EROFS' };
    const { open, wait } = setUp(fault);
    const store = open();
    const { release } = await hold(store);
    fault.refuses = undefined;
    const elsewhere = fileLedgerIn(nodeFileSystem, `${path}.other`, {});
    const other = await hold(elsewhere);
    await append(elsewhere, ids('x'));
    other.release();
    await rename(`${path}.other`, path);
    wait(1_000);
    await expectRefused(append(store, ids('a')), 'fenced');
    release();
    await expectKept(open(), ids('x'));
  });

  it('does not begin anew where there is a conversation that it may not read', async () => {
    const unreadable = {
      ...nodeFileSystem,
      open: (name: string, flags: number, mode?: number) =>
        name === path
          ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
          : nodeFileSystem.open(name, flags, mode),
    };
    await writeFile(path, 'secret');
    await chmod(path, 0o600);
    await expectRefused(hold(fileLedgerIn(unreadable, path, {})), 'unavailable');
  });

  it('lets only so much wait for a slow disk, and writes all of it later', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { open } = setUp({ refuses: undefined, wait: () => gate }, { maxWaitingBytes: 300 });
    const store = open();
    const { release } = await hold(store);
    const ends: string[] = [];
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      store.append(ids(id)).subscribe({
        error: ({ code }) => ends.push(`${id} ${String(code)}`),
        complete: () => ends.push(`${id} durable`),
      });
    expect(ends).toEqual(['d unavailable', 'e unavailable']);
    go();
    release();
    await expectKept(open(), ids('a', 'b', 'c', 'd', 'e'));
    expect(ends.slice(2)).toEqual(['a durable', 'b durable', 'c durable']);
  });

  it('keeps lines where a snapshot cannot be made', async () => {
    const fault: DiskFault = { refuses: undefined };
    let isFull = false;
    const files = faultyFiles(fault);
    const store = fileLedgerIn(
      {
        ...files,
        rename: (from, to) =>
          isFull
            ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
            : files.rename(from, to),
      },
      path,
      { compactBytes: 1 },
    );
    const { release } = await hold(store);
    await append(store, ids('a'));
    isFull = true;
    await append(store, ids('b'));
    await append(store, ids('c'));
    isFull = false;
    release();
    await expectKept(fileLedgerIn(files, path, {}), ids('a', 'b', 'c'));
  });
});
