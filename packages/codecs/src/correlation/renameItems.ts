import * as t from 'io-ts';
import type { TypedEvent } from './correlation.ts';

const named = ['item_id', 'previous_item_id'] as const;

/**
 * An event with other names for the items that it is about; the same event where there are none.
 *
 * @param event of a client or a server
 * @param names the other name of each item
 * @example
 * import { renameItems } from '@rx-realtime/codecs/correlation';
 *
 * const event = { type: 'conversation.item.delete', item_id: 'item_1' } as const;
 * console.log(renameItems(event, new Map([['item_1', 'item_9']])).item_id); // prints: item_9
 */
export function renameItems<E extends TypedEvent>(event: E, names: ReadonlyMap<string, string>): E {
  if (names.size === 0) return event;
  const fields = { ...event } as Readonly<Record<string, unknown>>;
  const nameOf = (id: unknown): string | undefined => (typeof id === 'string' ? names.get(id) : undefined);
  const renamed: Record<string, unknown> = {};
  for (const key of named) {
    const name = nameOf(fields[key]);
    if (name !== undefined) renamed[key] = name;
  }
  const { item } = fields;
  const itemName = t.UnknownRecord.is(item) ? nameOf(item['id']) : undefined;
  if (itemName !== undefined) renamed['item'] = { ...(item as object), id: itemName };
  return { ...event, ...renamed };
}
