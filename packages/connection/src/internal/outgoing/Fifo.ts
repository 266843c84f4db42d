/** A queue that takes and gives in constant time, however long it is. */
export class Fifo<T> {
  #items: T[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    const item = this.#items[this.#head];
    this.#head += 1;
    // Half of the list is history, or nothing was there: cutting it off costs as much as has been taken since the last cut.
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes out every item that `is` holds for; the others keep their order. */
  remove(is: (item: T) => boolean): readonly T[] {
    const removed: T[] = [];
    const kept: T[] = [];
    for (let index = this.#head; index < this.#items.length; index += 1) {
      const item = this.#items[index]!;
      (is(item) ? removed : kept).push(item);
    }
    this.#items = kept;
    this.#head = 0;
    return removed;
  }
}
