import type { ConversationItemCreate } from '@rx-realtime/codecs';

/** What makes of what a session was given what it is to hold. */
export interface Changes {
  /** Items that it holds as they are no more. */
  readonly outdated: readonly string[];
  readonly creates: readonly ConversationItemCreate[];
}

/** The items that a session was given, so that it is given only what it lacks when the conversation has gone on. */
export class Given {
  #items = new Map<string, string>();

  /**
   * What is to be changed so that the session holds these items, in this order; they count as given from here on.
   *
   * @param creates all that it is to hold
   */
  changes(creates: readonly ConversationItemCreate[]): Changes {
    const before = this.#items;
    const after = new Map(creates.map(({ item }) => [item.id ?? '', JSON.stringify(item)]));
    const isKept = (id: string): boolean => before.get(id) === after.get(id);
    const ids = [...after.keys()];
    const kept = [...before.keys()].filter(isKept);
    const outdated = [...before.keys()].filter((id) => !isKept(id));
    // What is new comes last, but where something before it has changed.
    const isAtEnd = kept.every((id, index) => id === ids[index]);
    this.#items = after;
    const missing = creates.flatMap((create, index) => {
      if (isKept(create.item.id ?? '')) return [];
      return [isAtEnd ? create : { ...create, previous_item_id: ids[index - 1] ?? 'root' }];
    });
    return { outdated, creates: missing };
  }

  /** The session does not hold an item after all. */
  forget(itemId: string): void {
    this.#items.delete(itemId);
  }
}
