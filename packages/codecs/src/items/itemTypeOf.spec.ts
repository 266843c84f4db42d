import { describe, expect, it } from '@jest/globals';
import type { ServerItem } from '../resources/item.ts';
import { itemTypeOf } from './itemTypeOf.ts';

describe('itemTypeOf', () => {
  it.each<[ServerItem, string]>([
    [{ type: 'message', id: 'item_1', role: 'user', content: [] }, 'message'],
    [{ type: 'unknown', wireType: 'hologram', payload: { id: 'item_2' } }, 'hologram'],
  ])('%j: %s', (item, type) => expect(itemTypeOf(item)).toBe(type));
});
