/** What a WASI program left behind: the files it wrote, its exit code, what it printed. */
export interface WasiRun {
  readonly exitCode: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly printed: string;
}

interface OpenFile {
  bytes: Uint8Array;
  length: number;
  position: number;
}

const success = 0;
const badDescriptor = 8;
const noEntry = 44;
const firstFreeDescriptor = 4;
const rootDescriptor = 3;
const characterDevice = 2;
const directory = 3;
const regularFile = 4;

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/**
 * Runs a WASI preview 1 program with an empty file system held in memory (descriptor 3 is its root "/").
 * Only what speech synthesis needs: arguments, a clock, and files to write and read back. No access to the machine.
 */
export const runWasi = async (module: WebAssembly.Module, args: ReadonlyArray<string>): Promise<WasiRun> => {
  const encoded = args.map((argument) => new TextEncoder().encode(`${argument}\0`));
  const files = new Map<string, OpenFile>();
  const open = new Map<number, OpenFile>();
  const decoder = new TextDecoder();
  let printed = '';
  let memory: WebAssembly.Memory | undefined;
  const view = (): DataView => new DataView(memory!.buffer);
  const bytes = (address: number, length: number): Uint8Array =>
    new Uint8Array(memory!.buffer, address, length);

  const write = (file: OpenFile, data: Uint8Array): void => {
    const end = file.position + data.length;
    if (end > file.bytes.length) {
      const larger = new Uint8Array(Math.max(end, file.bytes.length * 2, 65_536));
      larger.set(file.bytes);
      file.bytes = larger;
    }
    file.bytes.set(data, file.position);
    file.position = end;
    file.length = Math.max(file.length, end);
  };

  /** Applies `use` to each of the `count` buffers listed at `address` and stores the sum of what it returns. */
  const overBuffers = (
    address: number,
    count: number,
    total: number,
    use: (start: number, length: number) => number,
  ): number => {
    let sum = 0;
    for (let index = 0; index < count; index++) {
      sum += use(
        view().getUint32(address + index * 8, true),
        view().getUint32(address + index * 8 + 4, true),
      );
    }
    view().setUint32(total, sum, true);
    return success;
  };

  const imports = {
    args_sizes_get: (count: number, size: number) => {
      view().setUint32(count, encoded.length, true);
      view().setUint32(
        size,
        encoded.reduce((sum, argument) => sum + argument.length, 0),
        true,
      );
      return success;
    },
    args_get: (pointers: number, start: number) => {
      let address = start;
      encoded.forEach((argument, index) => {
        view().setUint32(pointers + index * 4, address, true);
        bytes(address, argument.length).set(argument);
        address += argument.length;
      });
      return success;
    },
    // A fixed clock: the program must sound the same on every run.
    clock_time_get: (_clock: number, _precision: bigint, result: number) => {
      view().setBigUint64(result, 0n, true);
      return success;
    },
    fd_close: (descriptor: number) => (open.delete(descriptor) ? success : badDescriptor),
    fd_fdstat_get: (descriptor: number, result: number) => {
      const known = descriptor <= rootDescriptor || open.has(descriptor);
      if (!known) return badDescriptor;
      bytes(result, 24).fill(0);
      const kind =
        descriptor < rootDescriptor
          ? characterDevice
          : descriptor === rootDescriptor
            ? directory
            : regularFile;
      view().setUint8(result, kind);
      view().setBigUint64(result + 8, 0x1fff_ffffn, true);
      view().setBigUint64(result + 16, 0x1fff_ffffn, true);
      return success;
    },
    fd_fdstat_set_flags: () => success,
    fd_prestat_get: (descriptor: number, result: number) => {
      if (descriptor !== rootDescriptor) return badDescriptor;
      view().setUint32(result, 0, true);
      view().setUint32(result + 4, 1, true);
      return success;
    },
    fd_prestat_dir_name: (_descriptor: number, path: number) => {
      bytes(path, 1)[0] = '/'.charCodeAt(0);
      return success;
    },
    fd_read: (descriptor: number, buffers: number, count: number, total: number) => {
      const file = open.get(descriptor);
      if (!file) return descriptor === 0 ? overBuffers(buffers, count, total, () => 0) : badDescriptor;
      return overBuffers(buffers, count, total, (start, length) => {
        const part = file.bytes.subarray(file.position, Math.min(file.length, file.position + length));
        bytes(start, part.length).set(part);
        file.position += part.length;
        return part.length;
      });
    },
    fd_seek: (descriptor: number, offset: bigint, whence: number, result: number) => {
      const file = open.get(descriptor);
      if (!file) return badDescriptor;
      file.position = [0, file.position, file.length][whence]! + Number(offset);
      view().setBigUint64(result, BigInt(file.position), true);
      return success;
    },
    fd_write: (descriptor: number, buffers: number, count: number, total: number) => {
      const file = open.get(descriptor);
      return overBuffers(buffers, count, total, (start, length) => {
        if (file) write(file, bytes(start, length));
        else printed += decoder.decode(bytes(start, length));
        return length;
      });
    },
    path_open: (
      _directory: number,
      _lookup: number,
      path: number,
      length: number,
      flags: number,
      _rights: bigint,
      _inheriting: bigint,
      _descriptorFlags: number,
      result: number,
    ) => {
      const name = decoder.decode(bytes(path, length));
      const creates = (flags & 1) !== 0;
      if (!files.has(name) && !creates) return noEntry;
      const file = files.get(name) ?? { bytes: new Uint8Array(0), length: 0, position: 0 };
      files.set(name, file);
      file.position = 0;
      const descriptor = firstFreeDescriptor + open.size;
      open.set(descriptor, file);
      view().setUint32(result, descriptor, true);
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
  memory = exported;
  let exitCode = 0;
  try {
    start();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    exitCode = error.code;
  }
  const written = new Map([...files].map(([name, file]) => [name, file.bytes.slice(0, file.length)]));
  return { exitCode, files: written, printed };
};
