import type { ItemFact } from './serverState.ts';

export const placeOf = (items: readonly ItemFact[], id: string): number => {
  for (let place = items.length - 1; place >= 0; place--) if (items[place]!.id === id) return place;
  return -1;
};

export const itemOf = (items: readonly ItemFact[], id: string): ItemFact | undefined =>
  items[placeOf(items, id)];

/** The id before an item; null for the first, and for what is not there. */
export const previousOf = (items: readonly ItemFact[], id: string): string | null =>
  items[placeOf(items, id) - 1]?.id ?? null;

/** @param after the item to put it after; `root` for the beginning, null for the end */
export const inserted = (
  items: readonly ItemFact[],
  item: ItemFact,
  after: string | null,
): readonly ItemFact[] => {
  if (after === null) return [...items, item];
  const place = after === 'root' ? 0 : placeOf(items, after) + 1;
  return [...items.slice(0, place), item, ...items.slice(place)];
};

export const replaced = (items: readonly ItemFact[], item: ItemFact): readonly ItemFact[] => {
  const place = placeOf(items, item.id);
  if (place < 0) return items;
  const next = [...items];
  next[place] = item;
  return next;
};

export const removed = (items: readonly ItemFact[], id: string): readonly ItemFact[] =>
  items.filter((item) => item.id !== id);

/** The assistant's sound cut to what was heard; its words go, because they say more than that. */
export const truncatedFact = (fact: ItemFact, audioMs: number): ItemFact =>
  fact.wire.type === 'message' && fact.wire.role === 'assistant'
    ? { ...fact, wire: { ...fact.wire, content: [{ type: 'output_audio' }] }, audioMs, isTruncated: true }
    : fact;
