/** How many ids are remembered at least. */
const capacity = 10_000;

/**
 * Which session an id of an item, a response or a call belongs to: the latest that named it.
 *
 * Knows the last 10,000 to 20,000 ids, in two maps that take turns.
 */
export class SessionIds {
  #session = 0;
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  /** A new session: what is named from now on belongs to it. */
  begin(): void {
    this.#session += 1;
  }

  note(id: string): void {
    this.#young.set(id, this.#session);
    if (this.#young.size < capacity) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  /** Whether an id was named by an earlier session, and not by the current one. */
  isOfEarlier(id: string): boolean {
    const session = this.#young.get(id) ?? this.#old.get(id);
    return session !== undefined && session < this.#session;
  }
}
