import { constants } from 'node:fs';
import { link, lstat, open, readFile, realpath, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** What a ledger needs of a file system; a spec can put one of its own in the place. */
export interface FileSystem {
  readonly open: (path: string, flags: number, mode?: number) => Promise<FileHandle>;
  readonly link: (existing: string, path: string) => Promise<void>;
  readonly lstat: (path: string) => Promise<{ readonly ino: number; readonly mtimeMs: number }>;
  readonly readText: (path: string) => Promise<string>;
  readonly realpath: (path: string) => Promise<string>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
}

/** The file system of Node. */
export const nodeFileSystem: FileSystem = {
  open,
  link,
  lstat,
  readText: (path) => readFile(path, 'utf8'),
  realpath,
  rename,
  unlink,
};

/** Neither a link nor, where the file is a pipe, for ever. Undefined, and so 0, on Windows, which has neither. */
const careful = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** To read a file that is there. */
export const toRead = constants.O_RDONLY | careful;
/** To write a file that is there. */
export const toWrite = constants.O_RDWR | careful;
/** To make a file that is not there. */
export const toCreate = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | careful;
/** Nobody but the owner reads or writes it. */
export const ownersOnly = 0o600;
