/** A file held in memory, open at a position. */
interface MemoryFile {
  bytes: Uint8Array;
  length: number;
  position: number;
}

/** The files of a WASI program: nothing is there at first, and nothing leaves memory. */
export interface MemoryFiles {
  /** Opens a file and returns its descriptor, or undefined when it is neither there nor to be made. */
  open(name: string, creates: boolean): number | undefined;
  isOpen(descriptor: number): boolean;
  close(descriptor: number): boolean;
  write(descriptor: number, data: Uint8Array): void;
  read(descriptor: number, length: number): Uint8Array;
  /** Moves to `offset` from the start (0), from here (1) or from the end (2); returns the new position. */
  seek(descriptor: number, offset: number, whence: number): number;
  contents(): ReadonlyMap<string, Uint8Array>;
}

/** 0 to 2 are the standard streams, 3 is the root directory. */
const firstDescriptor = 4;
const smallestBytes = 65_536;

export const createMemoryFiles = (): MemoryFiles => {
  const files = new Map<string, MemoryFile>();
  const opened = new Map<number, MemoryFile>();
  let nextDescriptor = firstDescriptor;
  return {
    open: (name, creates) => {
      const file =
        files.get(name) ?? (creates ? { bytes: new Uint8Array(0), length: 0, position: 0 } : undefined);
      if (!file) return undefined;
      file.position = 0;
      files.set(name, file);
      opened.set(nextDescriptor, file);
      return nextDescriptor++;
    },
    isOpen: (descriptor) => opened.has(descriptor),
    close: (descriptor) => opened.delete(descriptor),
    write: (descriptor, data) => {
      const file = opened.get(descriptor);
      if (!file) return;
      const end = file.position + data.length;
      if (end > file.bytes.length) {
        const larger = new Uint8Array(Math.max(end, file.bytes.length * 2, smallestBytes));
        larger.set(file.bytes);
        file.bytes = larger;
      }
      file.bytes.set(data, file.position);
      file.position = end;
      file.length = Math.max(file.length, end);
    },
    read: (descriptor, length) => {
      const file = opened.get(descriptor);
      if (!file) return new Uint8Array(0);
      const part = file.bytes.subarray(file.position, Math.min(file.length, file.position + length));
      file.position += part.length;
      return part;
    },
    seek: (descriptor, offset, whence) => {
      const file = opened.get(descriptor);
      if (!file) return 0;
      file.position = ([0, file.position, file.length][whence] ?? 0) + offset;
      return file.position;
    },
    contents: () => new Map([...files].map(([name, file]) => [name, file.bytes.slice(0, file.length)])),
  };
};
