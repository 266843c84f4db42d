import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock } from './FileLock.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { thisProcess } from './LockOwner.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

const take = () => FileLock.take(nodeFileSystem, path);
/** Tries to take it many times at once, and resolves to those that have it. */
const race = async () => {
  const ends = await Promise.allSettled(Array.from({ length: 12 }, take));
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
};
/** Leaves the lock of a process that is no more. */
const leave = async () => {
  const owner = await thisProcess(nodeFileSystem, 'dead');
  await writeFile(path, JSON.stringify({ ...owner, boot: 'before' }));
};

describe('FileLock', () => {
  it('is one at a time, and leaves nothing behind', async () => {
    const lock = await take();
    expect(await lock.isHeld()).toBe(true);
    await expect(take()).rejects.toMatchObject({ _tag: 'LedgerStoreError', code: 'fenced' });
    await lock.release();
    expect(await lock.isHeld()).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('has one winner among many who come at once', async () => {
    for (let round = 0; round < 20; round++) {
      const winners = await race();
      expect(winners).toHaveLength(1);
      await winners[0]?.release();
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('has one owner at most among many who come at once to the lock of a dead process', async () => {
    for (let round = 0; round < 40; round++) {
      await leave();
      const winners = await race();
      const owners = await Promise.all(winners.map((winner) => winner.isHeld()));
      expect(owners.filter(Boolean).length).toBeLessThanOrEqual(1);
      await rm(path, { force: true });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over once its process is dead', async () => {
    await leave();
    const lock = await take();
    expect(await lock.isHeld()).toBe(true);
  });

  it('releases only what is its own', async () => {
    const lock = await take();
    await rm(path);
    await writeFile(path, 'of somebody else');
    await lock.release();
    expect(await readdir(folder)).toEqual(['lock']);
  });
});
