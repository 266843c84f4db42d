import { describe, expect, it } from '@jest/globals';
import { withIds } from './withIds.ts';

const message = { type: 'message', role: 'user', content: [] } as const;

describe('withIds', () => {
  it('names an event, and the item in it', () => {
    expect(withIds({ type: 'conversation.item.create', item: message })).toEqual({
      type: 'conversation.item.create',
      event_id: expect.stringMatching(/^event_[0-9A-Za-z]{21}$/),
      item: { ...message, id: expect.stringMatching(/^item_[0-9A-Za-z]{21}$/) },
    });
  });

  it('gives back what has its ids', () => {
    const event = {
      type: 'conversation.item.create',
      event_id: 'a',
      item: { ...message, id: 'item_1' },
    } as const;
    expect(withIds(event)).toBe(event);
  });

  it('leaves the event that it was given as it is', () => {
    const event = Object.freeze({ type: 'response.create' as const });
    expect(withIds(event)).not.toBe(event);
    expect(event).toEqual({ type: 'response.create' });
  });
});
