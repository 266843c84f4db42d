import { keepNewestSound } from './itemSound.ts';
import type { JsonObject } from '../shapes/shape.ts';

/** One item of the server's conversation and what the server knows about it beyond the wire. */
export interface StoredItem {
  readonly id: string;
  /** The item as it goes over the wire. */
  readonly wire: JsonObject;
  /** What a user's audio was scripted to say; the model knows it at once, whenever the transcription arrives. */
  readonly heard?: string;
  /** Milliseconds of sound the item holds. */
  readonly audioMs: number;
  /** The sound of each part of the content, empty for a part without; not all of it is kept. */
  readonly sounds?: readonly Int16Array[] | undefined;
  /** True for sound made by the model: only such items can be truncated. */
  readonly spoken: boolean;
  /** The client has cut the sound; more of it that is being generated changes nothing. */
  readonly isTruncated?: boolean;
}

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
