import type { ServerItem } from '../resources/item.ts';
import { fieldOf } from './internal/fieldOf.ts';

/**
 * The id of an item, also of one whose kind this version does not know.
 *
 * @param item any item of a server
 * @returns `item_…`; `undefined` only where an item of unknown kind has none
 *
 * @example
 * import { itemIdOf } from '@rx-realtime/codecs';
 *
 * console.log(itemIdOf({ type: 'unknown', wireType: 'hologram', payload: { id: 'item_1' } })); // prints: item_1
 *
 * @see {@link itemTypeOf}, {@link itemStatusOf}, {@link textOf}
 */
export function itemIdOf(item: ServerItem): string | undefined {
  return item.type === 'unknown' ? fieldOf(item, 'id') : item.id;
}
