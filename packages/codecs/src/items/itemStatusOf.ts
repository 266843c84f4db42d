import type { ServerItem } from '../resources/item.ts';
import { fieldOf } from './internal/fieldOf.ts';

/** How far an item is. Any string: new states need no new release. */
export type ItemStatus = 'completed' | 'incomplete' | 'in_progress' | (string & {});

/**
 * How far an item is, whatever its kind.
 *
 * @param item any item of a server
 * @returns `undefined` where the server does not say, and for kinds that have no status (MCP)
 *
 * @example
 * import { itemStatusOf } from '@rx-realtime/codecs';
 *
 * const call = { type: 'function_call', id: 'item_1', call_id: 'call_1', name: 'f', arguments: '{}' } as const;
 * console.log(itemStatusOf({ ...call, status: 'in_progress' })); // prints: in_progress
 *
 * @see {@link itemIdOf}, {@link itemTypeOf}, {@link textOf}
 */
export function itemStatusOf(item: ServerItem): ItemStatus | undefined {
  if (item.type === 'unknown') return fieldOf(item, 'status');
  return ('status' in item ? item.status : undefined) ?? undefined;
}
