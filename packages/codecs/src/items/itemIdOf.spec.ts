import { describe, expect, it } from '@jest/globals';
import type { ServerItem } from '../resources/item.ts';
import { itemIdOf } from './itemIdOf.ts';

describe('itemIdOf', () => {
  it.each<[ServerItem, string | undefined]>([
    [{ type: 'message', id: 'item_1', role: 'user', content: [] }, 'item_1'],
    [{ type: 'mcp_call', id: 'mcp_1', server_label: 's', name: 'n', arguments: '{}' }, 'mcp_1'],
    [{ type: 'unknown', wireType: 'hologram', payload: { id: 'item_2' } }, 'item_2'],
    [{ type: 'unknown', wireType: 'hologram', payload: { id: 3 } }, undefined],
    [{ type: 'unknown', wireType: 'hologram', payload: null }, undefined],
  ])('%j: %s', (item, id) => expect(itemIdOf(item)).toBe(id));
});
