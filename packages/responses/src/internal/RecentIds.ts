/** Remembers the last `capacity` to `2 × capacity` ids, in two sets that take turns: no list to shift, no order to keep. */
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
    if (this.has(id)) return false;
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(id);
    return true;
  }
}
