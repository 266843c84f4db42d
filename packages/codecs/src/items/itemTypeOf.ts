import type { ServerItem } from '../resources/item.ts';

/**
 * The kind of an item as the server names it: `message`, `function_call`, also one that this version does not know.
 *
 * @param item any item of a server
 *
 * @example
 * import { itemTypeOf } from '@rx-realtime/codecs';
 *
 * console.log(itemTypeOf({ type: 'unknown', wireType: 'hologram', payload: {} })); // prints: hologram
 *
 * @see {@link itemIdOf}, {@link itemStatusOf}, {@link textOf}
 */
export function itemTypeOf(item: ServerItem): string {
  return item.type === 'unknown' ? item.wireType : item.type;
}
