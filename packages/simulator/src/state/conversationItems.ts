import { keepNewestSound } from './itemSound.ts';
import type { StoredItem } from './storedItem.ts';

/** The ordered items of one conversation. */
export interface ConversationItems {
  /** Puts an item after `previousItemId` (`root`: first; undefined: last) and returns the id it now follows. */
  readonly insert: (item: StoredItem, previousItemId?: string | null) => string | null;
  readonly has: (itemId: string) => boolean;
  readonly get: (itemId: string) => StoredItem | undefined;
  /** The id before the item, null for the first. */
  readonly previousOf: (itemId: string) => string | null;
  readonly lastId: () => string | null;
  readonly replace: (item: StoredItem) => void;
  readonly remove: (itemId: string) => boolean;
  readonly all: () => readonly StoredItem[];
}

export const createConversationItems = (): ConversationItems => {
  let items: readonly StoredItem[] = [];
  const indexOf = (itemId: string): number => items.findIndex((item) => item.id === itemId);
  const idAt = (index: number): string | null => items[index]?.id ?? null;
  return {
    insert: (item, previousItemId) => {
      const after =
        previousItemId === 'root'
          ? 0
          : previousItemId === undefined || previousItemId === null
            ? items.length
            : indexOf(previousItemId) + 1;
      items = keepNewestSound([...items.slice(0, after), item, ...items.slice(after)]);
      return idAt(after - 1);
    },
    has: (itemId) => indexOf(itemId) >= 0,
    get: (itemId) => items[indexOf(itemId)],
    previousOf: (itemId) => idAt(indexOf(itemId) - 1),
    lastId: () => idAt(items.length - 1),
    replace: (item) => {
      items = keepNewestSound(items.map((existing) => (existing.id === item.id ? item : existing)));
    },
    remove: (itemId) => {
      const index = indexOf(itemId);
      if (index < 0) return false;
      items = [...items.slice(0, index), ...items.slice(index + 1)];
      return true;
    },
    all: () => items,
  };
};
