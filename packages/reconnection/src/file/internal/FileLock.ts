import { randomUUID } from 'node:crypto';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { ownersOnly, toCreate, toRead } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import { isAlive, LockOwner, thisProcess } from './LockOwner.ts';
import { errnoOf } from './storeErrorOf.ts';

/** How often it is tried while others come and go. */
const tries = 8;

const fenced = (path: string): LedgerStoreError =>
  new LedgerStoreError('fenced', `another process holds the conversation: ${path}`);

/** What is done, or undefined where that fails for this reason. */
const orNot = async <A>(work: Promise<A>, errno: string): Promise<A | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (errnoOf(error) === errno) return undefined;
    throw error;
  }
};

const doing = async (work: Promise<void>): Promise<true> => {
  await work;
  return true;
};

const readOwner = async (fs: FileSystem, path: string): Promise<LockOwner | undefined> => {
  const handle = await orNot(fs.open(path, toRead), 'ENOENT');
  if (handle === undefined) return undefined;
  try {
    const owner: unknown = JSON.parse(await handle.readFile('utf8'));
    // A lock that nobody can read is nobody's to take.
    if (!LockOwner.is(owner)) throw fenced(path);
    return owner;
  } catch (error) {
    throw error instanceof SyntaxError ? fenced(path) : error;
  } finally {
    await handle.close();
  }
};

/** Puts the lock of a dead process away; one that has come in its place meanwhile is put back. */
const clear = async (fs: FileSystem, path: string, dead: LockOwner, aside: string): Promise<void> => {
  if (!(await orNot(doing(fs.rename(path, aside)), 'ENOENT'))) return;
  const moved = await readOwner(fs, aside);
  if (moved?.token !== dead.token) await orNot(fs.link(aside, path), 'EEXIST');
  await fs.unlink(aside);
};

/** A file beside another one that says which process holds it. It goes with its process: that of a dead one is taken over. */
export class FileLock {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #mark: string;

  constructor(fs: FileSystem, path: string, mark: string) {
    this.#fs = fs;
    this.#path = path;
    this.#mark = mark;
  }

  /** Takes the lock; throws a `fenced` while a living process holds it, and what the file system refuses. */
  static async take(fs: FileSystem, path: string): Promise<FileLock> {
    const token = randomUUID();
    const draft = `${path}.${token}`;
    const handle = await fs.open(draft, toCreate, ownersOnly);
    try {
      try {
        await handle.writeFile(JSON.stringify(await thisProcess(fs, token)));
      } finally {
        await handle.close();
      }
      for (let left = tries; left > 0; left--) {
        // It comes into being whole, or not at all.
        if (await orNot(doing(fs.link(draft, path)), 'EEXIST')) {
          // The mark is that of the draft, which is the same file: at its place there may be another one already.
          const lock = new FileLock(fs, path, await markOf(fs, draft));
          if (await lock.isHeld()) return lock;
          continue;
        }
        const owner = await readOwner(fs, path);
        if (owner === undefined) continue;
        if (await isAlive(fs, owner)) throw fenced(path);
        await clear(fs, path, owner, `${draft}.aside`);
      }
      throw fenced(path);
    } finally {
      await fs.unlink(draft).catch(() => undefined);
    }
  }

  /** Whether it is still there: who takes it away by force takes the conversation. */
  async isHeld(): Promise<boolean> {
    return (await orNot(markOf(this.#fs, this.#path), 'ENOENT')) === this.#mark;
  }

  async release(): Promise<void> {
    if (await this.isHeld()) await this.#fs.unlink(this.#path);
  }
}

const markOf = async (fs: FileSystem, path: string): Promise<string> => {
  const { ino, mtimeMs } = await fs.lstat(path);
  return `${ino} ${mtimeMs}`;
};
