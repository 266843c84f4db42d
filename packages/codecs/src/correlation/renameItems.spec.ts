import { describe, expect, it } from '@jest/globals';
import { renameItems } from './renameItems.ts';

const names = new Map([
  ['item_1', 'item_9'],
  ['item_2', 'item_8'],
]);

describe('renameItems', () => {
  it('renames an item wherever an event names it', () => {
    const event = {
      type: 'conversation.item.added',
      item_id: 'item_1',
      previous_item_id: 'item_2',
      item: { id: 'item_1', type: 'message' },
    };
    expect(renameItems(event, names)).toEqual({
      type: 'conversation.item.added',
      item_id: 'item_9',
      previous_item_id: 'item_8',
      item: { id: 'item_9', type: 'message' },
    });
  });

  it('leaves items that have no other name, and what names none', () => {
    const event = { type: 'conversation.item.deleted', item_id: 'item_3', previous_item_id: null };
    expect(renameItems(event, names)).toEqual(event);
  });

  it('is the same event where there are no names', () => {
    const event = { type: 'conversation.item.deleted', item_id: 'item_1' };
    expect(renameItems(event, new Map())).toBe(event);
  });
});
