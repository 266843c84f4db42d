import type { TypedEvent } from '@rx-realtime/codecs';
import * as t from 'io-ts';

const named = ['item_id', 'previous_item_id'] as const;

/** An event with other names for the items that it is about; the same event where there are none. */
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
