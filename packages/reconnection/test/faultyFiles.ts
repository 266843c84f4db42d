import type { FileSystem } from '../src/file/internal/fileSystem.ts';
import { nodeFileSystem, toCreate } from '../src/file/internal/fileSystem.ts';

/** An error as a file system has it. */
export const errno = (code: string): Error => Object.assign(new Error(code), { code });

/** What a disk does wrong; changed while a spec runs. */
export interface DiskFault {
  /** The code of each write and each new file, such as `ENOSPC`; undefined while all is well. */
  refuses: string | undefined;
  /** How many bytes of a write get through before it is refused. */
  readonly partBytes?: number;
  /** What each write waits for. */
  readonly wait?: () => Promise<void>;
}

/** The file system of Node, on a disk with faults. */
export const faultyFiles = (fault: DiskFault): FileSystem => ({
  ...nodeFileSystem,
  open: async (path, flags, mode) => {
    if (fault.refuses !== undefined && flags === toCreate) throw errno(fault.refuses);
    const handle = await nodeFileSystem.open(path, flags, mode);
    const write = handle.write.bind(handle);
    return Object.assign(handle, {
      write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        await fault.wait?.();
        if (fault.refuses === undefined) return write(bytes, offset, length, position);
        await write(bytes, offset, Math.min(length, fault.partBytes ?? 0), position);
        throw errno(fault.refuses);
      },
    });
  },
});
