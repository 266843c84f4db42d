import { createMemoryFiles } from './memoryFiles.ts';

/** What a WASI program left behind: the files it wrote, its exit code, what it printed. */
export interface WasiRun {
  readonly exitCode: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly printed: string;
}

const success = 0;
const badDescriptor = 8;
const noEntry = 44;
const rootDescriptor = 3;
const kinds = { characterDevice: 2, directory: 3, regularFile: 4 };
const allRights = 0x1fff_ffffn;
const createFlag = 1;

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** The program's memory, looked at afresh each time because growing it moves it. */
class Memory {
  #exported: WebAssembly.Memory | undefined;
  attach(exported: WebAssembly.Memory): void {
    this.#exported = exported;
  }
  view(): DataView {
    return new DataView(this.#exported?.buffer ?? new ArrayBuffer(0));
  }
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.view().buffer, address, length);
  }
  /** Hands each of the `count` buffers listed at `list` to `use` and stores the sum of what it returns at `total`. */
  overBuffers(
    list: number,
    count: number,
    total: number,
    use: (address: number, length: number) => number,
  ): number {
    let sum = 0;
    for (let index = 0; index < count; index++) {
      const entry = list + index * 8;
      sum += use(this.view().getUint32(entry, true), this.view().getUint32(entry + 4, true));
    }
    this.view().setUint32(total, sum, true);
    return success;
  }
}

/**
 * Runs a WASI preview 1 program with an empty file system held in memory (descriptor 3 is its root "/").
 * Only what speech synthesis needs: arguments, a clock, and files to write and read back. No access to the machine.
 */
export const runWasi = async (module: WebAssembly.Module, args: readonly string[]): Promise<WasiRun> => {
  const encoded = args.map((argument) => new TextEncoder().encode(`${argument}\0`));
  const decoder = new TextDecoder();
  const memory = new Memory();
  const files = createMemoryFiles();
  let printed = '';

  const imports = {
    args_sizes_get: (count: number, size: number) => {
      memory.view().setUint32(count, encoded.length, true);
      const bytes = encoded.reduce((sum, argument) => sum + argument.length, 0);
      memory.view().setUint32(size, bytes, true);
      return success;
    },
    args_get: (pointers: number, start: number) => {
      let address = start;
      encoded.forEach((argument, index) => {
        memory.view().setUint32(pointers + index * 4, address, true);
        memory.bytes(address, argument.length).set(argument);
        address += argument.length;
      });
      return success;
    },
    // A clock that stands still: the program must sound the same on every run.
    clock_time_get: (_clock: number, _precision: bigint, result: number) => {
      memory.view().setBigUint64(result, 0n, true);
      return success;
    },
    fd_close: (descriptor: number) => (files.close(descriptor) ? success : badDescriptor),
    fd_fdstat_get: (descriptor: number, result: number) => {
      if (descriptor > rootDescriptor && !files.isOpen(descriptor)) return badDescriptor;
      memory.bytes(result, 24).fill(0);
      const { characterDevice, directory, regularFile } = kinds;
      const kind = descriptor === rootDescriptor ? directory : regularFile;
      memory.view().setUint8(result, descriptor < rootDescriptor ? characterDevice : kind);
      memory.view().setBigUint64(result + 8, allRights, true);
      memory.view().setBigUint64(result + 16, allRights, true);
      return success;
    },
    fd_fdstat_set_flags: () => success,
    fd_prestat_get: (descriptor: number, result: number) => {
      if (descriptor !== rootDescriptor) return badDescriptor;
      memory.view().setUint32(result, 0, true);
      memory.view().setUint32(result + 4, 1, true);
      return success;
    },
    fd_prestat_dir_name: (_descriptor: number, path: number) => {
      memory.bytes(path, 1).set([0x2f]);
      return success;
    },
    fd_read: (descriptor: number, list: number, count: number, total: number) => {
      if (descriptor !== 0 && !files.isOpen(descriptor)) return badDescriptor;
      return memory.overBuffers(list, count, total, (address, length) => {
        const part = files.read(descriptor, length);
        memory.bytes(address, part.length).set(part);
        return part.length;
      });
    },
    fd_seek: (descriptor: number, offset: bigint, whence: number, result: number) => {
      if (!files.isOpen(descriptor)) return badDescriptor;
      memory.view().setBigUint64(result, BigInt(files.seek(descriptor, Number(offset), whence)), true);
      return success;
    },
    fd_write: (descriptor: number, list: number, count: number, total: number) =>
      memory.overBuffers(list, count, total, (address, length) => {
        const data = memory.bytes(address, length);
        if (files.isOpen(descriptor)) files.write(descriptor, data);
        else printed += decoder.decode(data);
        return length;
      }),
    path_open: (
      ...[, , path, length, flags, , , , result]: [
        directory: number,
        lookup: number,
        path: number,
        length: number,
        flags: number,
        rights: bigint,
        inheriting: bigint,
        descriptorFlags: number,
        result: number,
      ]
    ) => {
      const name = decoder.decode(memory.bytes(path, length));
      const descriptor = files.open(name, (flags & createFlag) !== 0);
      if (descriptor === undefined) return noEntry;
      memory.view().setUint32(result, descriptor, true);
      return success;
    },
    proc_exit: (code: number): never => {
      throw new Exit(code);
    },
  };

  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports });
  const { memory: exported, _start: start } = instance.exports;
  if (!(exported instanceof WebAssembly.Memory) || typeof start !== 'function') {
    throw new TypeError('The module is no WASI command: it must export "memory" and "_start".');
  }
  memory.attach(exported);
  let exitCode = 0;
  try {
    (start as () => void)();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    exitCode = error.code;
  }
  return { exitCode, files: files.contents(), printed };
};
