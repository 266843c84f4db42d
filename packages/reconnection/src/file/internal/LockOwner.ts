import { hostname } from 'node:os';
import { kill, pid as ownPid } from 'node:process';
import * as t from 'io-ts';
import { errnoOf } from './storeErrorOf.ts';
import type { FileSystem } from './fileSystem.ts';

/** Which process holds a file. */
export const LockOwner = t.type({
  /** Of this lock alone. */
  token: t.string,
  host: t.string,
  /** Of the run of the machine; empty where it does not say. */
  boot: t.string,
  pid: t.number,
  /** When the process began, in the words of the machine: numbers of processes are used again. Empty where it does not say. */
  start: t.string,
});
export type LockOwner = t.TypeOf<typeof LockOwner>;

const textOf = (fs: FileSystem, path: string): Promise<string> => fs.readText(path).catch(() => '');

const bootOf = async (fs: FileSystem): Promise<string> =>
  (await textOf(fs, '/proc/sys/kernel/random/boot_id')).trim();

/** State and beginning of a process, where the machine has a `/proc`. */
const processOf = async (fs: FileSystem, pid: number) => {
  const [, text = ''] = /\) ([^]*)$/.exec(await textOf(fs, `/proc/${pid}/stat`)) ?? [];
  const [state = '', ...fields] = text.split(' ');
  return { state, start: fields[18] ?? '' };
};

/** This process. */
export const thisProcess = async (fs: FileSystem, token: string): Promise<LockOwner> => ({
  token,
  host: hostname(),
  boot: await bootOf(fs),
  pid: ownPid,
  start: (await processOf(fs, ownPid)).start,
});

const exists = (pid: number): boolean => {
  try {
    return kill(pid, 0);
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
};

/** Whether a process still runs; one of another machine, of which nobody here knows, does. */
export const isAlive = async (fs: FileSystem, { host, boot, pid, start }: LockOwner): Promise<boolean> => {
  if (host !== hostname()) return true;
  if (boot !== (await bootOf(fs)) || !exists(pid)) return false;
  const now = await processOf(fs, pid);
  return now.start === start && now.state !== 'Z' && now.state !== 'X';
};
