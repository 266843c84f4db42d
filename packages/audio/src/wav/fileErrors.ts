import { AudioError } from '../audioError.ts';
import type { AudioErrorCode } from '../audioError.ts';

const byErrno: Readonly<
  Record<string, { readonly code: AudioErrorCode; readonly expected: string; readonly hint: string }>
> = {
  ENOENT: {
    code: 'file_not_found',
    expected: 'an existing file',
    hint: 'Check the path, also for its folder',
  },
  ENOTDIR: {
    code: 'file_not_found',
    expected: 'an existing file',
    hint: 'A part of the path is not a folder',
  },
  EISDIR: { code: 'not_a_file', expected: 'a file', hint: 'The path names a folder' },
  EACCES: { code: 'file_access', expected: 'a file this process may use', hint: 'Check the permissions' },
  EPERM: { code: 'file_access', expected: 'a file this process may use', hint: 'Check the permissions' },
  ENOSPC: { code: 'file_access', expected: 'room on the disk', hint: 'The disk is full' },
};

/** An {@link AudioError} for what the file system answered. */
export const fileError = (where: string, path: string, cause: unknown): AudioError => {
  if (cause instanceof AudioError) return cause;
  const errno =
    typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown';
  const known = byErrno[errno] ?? {
    code: 'file_access',
    expected: 'a readable and writable file',
    hint: errno,
  };
  return new AudioError({ ...known, where: `${where} ${path}`, cause });
};
