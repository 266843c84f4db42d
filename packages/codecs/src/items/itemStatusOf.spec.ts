import { describe, expect, it } from '@jest/globals';
import type { ServerItem } from '../resources/item.ts';
import { itemStatusOf } from './itemStatusOf.ts';

describe('itemStatusOf', () => {
  it.each<[ServerItem, string | undefined]>([
    [{ type: 'message', id: 'item_1', role: 'user', status: 'completed', content: [] }, 'completed'],
    [{ type: 'message', id: 'item_1', role: 'user', content: [] }, undefined],
    [{ type: 'mcp_call', id: 'mcp_1', server_label: 's', name: 'n', arguments: '{}' }, undefined],
    [{ type: 'unknown', wireType: 'hologram', payload: { status: 'incomplete' } }, 'incomplete'],
    [{ type: 'unknown', wireType: 'hologram', payload: 'incomplete' }, undefined],
  ])('%j: %s', (item, status) => expect(itemStatusOf(item)).toBe(status));
});
