/**
 * Memory for what the texts of deltas hold. An allocation for each of them takes longer than decoding it: the engine
 * counts it, collects it, and gives its pages back to the system. Parts of a larger slab take half as long.
 */
const slabLength = 64 * 1024;

/** Longer ones have memory of their own: whoever keeps a part keeps its whole slab. */
export const maxPartLength = 16 * 1024;

/** A typed array of any kind can begin at such an offset. */
const alignment = 8;

let slab: Buffer | undefined;
let used = 0;

/** Memory that no part can take with it to a worker, as Node's own; nothing where that cannot be had. */
function newSlab(): Buffer | undefined {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads === undefined) return undefined;
  const buffer = Buffer.allocUnsafeSlow(slabLength);
  threads.markAsUntransferable(buffer.buffer);
  return buffer;
}

/** A part of a slab that is nobody else's; nothing when there are no slabs. */
export function partOfSlab(length: number): Buffer | undefined {
  if (slab === undefined || used + length > slabLength) {
    slab = newSlab();
    used = 0;
  }
  const start = used;
  used += Math.ceil(length / alignment) * alignment;
  return slab?.subarray(start, start + length);
}
