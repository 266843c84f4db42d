import { itemSamples, keptSamples, withoutItsSound } from './itemSound.ts';
import type { StoredItem } from './storedItem.ts';

/** The ordered items of one conversation. All but `all` take the same time at any length. */
export interface ConversationItems {
  /** Puts an item after `previousItemId` (`root`: first; undefined: last) and returns the id it now follows. */
  readonly insert: (item: StoredItem, previousItemId?: string | null) => string | null;
  readonly has: (itemId: string) => boolean;
  readonly get: (itemId: string) => StoredItem | undefined;
  /** The id before the item, null for the first. */
  readonly previousOf: (itemId: string) => string | null;
  readonly lastId: () => string | null;
  /** Whether there is a call with this id. */
  readonly hasCall: (callId: unknown) => boolean;
  readonly replace: (item: StoredItem) => void;
  readonly remove: (itemId: string) => boolean;
  readonly all: () => readonly StoredItem[];
}

/** An item and its neighbours. */
interface Node {
  item: StoredItem;
  before: string | null;
  after: string | null;
}

const callIdOf = ({ wire }: StoredItem): unknown =>
  wire['type'] === 'function_call' ? wire['call_id'] : undefined;

export const createConversationItems = (): ConversationItems => {
  const nodes = new Map<string, Node>();
  /** The item that each call stands in. */
  const calls = new Map<unknown, string>();
  /** Items with sound, earliest first. */
  const sounding = new Set<string>();
  let samples = 0;
  let first: string | null = null;
  let last: string | null = null;
  const nodeOf = (itemId: string | null): Node | undefined =>
    itemId === null ? undefined : nodes.get(itemId);

  const note = (item: StoredItem): void => {
    const callId = callIdOf(item);
    if (callId !== undefined) calls.set(callId, item.id);
    if (itemSamples(item) > 0) sounding.add(item.id);
    samples += itemSamples(item);
  };
  const forget = (item: StoredItem): void => {
    if (calls.get(callIdOf(item)) === item.id) calls.delete(callIdOf(item));
    samples -= itemSamples(item);
  };
  /** Lets the sound go that is too much to keep: that of the earliest items. */
  const keepNewestSound = (): void => {
    for (const id of sounding) {
      if (samples <= keptSamples) return;
      sounding.delete(id);
      const node = nodes.get(id);
      if (node === undefined) continue;
      samples -= itemSamples(node.item);
      node.item = withoutItsSound(node.item);
    }
  };
  const link = (before: string | null, after: string | null): void => {
    const [left, right] = [nodeOf(before), nodeOf(after)];
    if (left) left.after = after;
    else first = after;
    if (right) right.before = before;
    else last = before;
  };

  return {
    insert: (item, previousItemId) => {
      const isKnown = typeof previousItemId === 'string' && nodes.has(previousItemId);
      const before = isKnown ? previousItemId : previousItemId == null ? last : null;
      const after: string | null = before === null ? first : (nodeOf(before)?.after ?? null);
      nodes.set(item.id, { item, before, after });
      link(before, item.id);
      link(item.id, after);
      note(item);
      keepNewestSound();
      return before;
    },
    has: (itemId) => nodes.has(itemId),
    get: (itemId) => nodes.get(itemId)?.item,
    previousOf: (itemId) => nodes.get(itemId)?.before ?? null,
    lastId: () => last,
    hasCall: (callId) => calls.has(callId),
    replace: (item) => {
      const node = nodes.get(item.id);
      if (node === undefined) return;
      forget(node.item);
      node.item = item;
      note(item);
      keepNewestSound();
    },
    remove: (itemId) => {
      const node = nodes.get(itemId);
      if (node === undefined) return false;
      forget(node.item);
      sounding.delete(itemId);
      nodes.delete(itemId);
      link(node.before, node.after);
      return true;
    },
    all: () => {
      const items: StoredItem[] = [];
      for (let node = nodeOf(first); node; node = nodeOf(node.after)) items.push(node.item);
      return items;
    },
  };
};
