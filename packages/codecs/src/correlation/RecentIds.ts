/**
 * Remembers ids, so that nothing is done twice, in bounded memory.
 *
 * Knows the last `capacity` to `2 × capacity` ids, in two sets that take turns: no list to shift, no order to keep.
 *
 * @example
 * import { RecentIds } from '@rx-realtime/codecs';
 *
 * const calls = new RecentIds(1_000);
 * console.log(calls.add('call_1'), calls.add('call_1')); // prints: true false
 */
export class RecentIds {
  #young = new Set<string>();
  #old = new Set<string>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id);
  }

  /** Remembers `id`; false when it was known already. */
  add(id: string): boolean {
    if (this.#old.has(id)) return false;
    const before = this.#young.size;
    if (this.#young.add(id).size === before) return false;
    if (before + 1 >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    return true;
  }
}
