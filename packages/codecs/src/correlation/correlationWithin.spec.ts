import { describe, expect, it } from '@jest/globals';
import { correlationWithin } from './correlationWithin.ts';
import { Outstanding } from './Outstanding.ts';
import { realtimeCorrelation, requestKey } from './realtimeCorrelation.ts';

const message = (id: string, role: 'user' | 'assistant') =>
  ({ type: 'message', id, role, content: [] }) as const;
const create = (id: string) =>
  ({ type: 'conversation.item.create', event_id: `event_${id}`, item: message(id, 'user') }) as const;
const added = (id: string, role: 'user' | 'assistant') =>
  ({ type: 'conversation.item.added', event_id: 'event', item: message(id, role) }) as const;
const ask = (id: string, conversation: 'auto' | 'none' = 'auto') =>
  ({
    type: 'response.create',
    event_id: id,
    response: { conversation, metadata: { [requestKey]: id } },
  }) as const;
const created = (conversationId?: null) =>
  ({
    type: 'response.created',
    event_id: 'event',
    response: { id: 'resp_1', conversation_id: conversationId },
  }) as const;

it('is the usual one for a server that confirms everything', () => {
  expect(correlationWithin()).toBe(realtimeCorrelation);
  expect(correlationWithin({ truncation: false })).toBe(realtimeCorrelation);
});

describe('items whose ids are replaced', () => {
  it('are confirmed in their order, by items of their kind', () => {
    const outstanding = new Outstanding(correlationWithin({ clientItemIds: false }));
    outstanding.add(create('a'));
    outstanding.add(create('b'));
    expect(outstanding.settle(added('x', 'assistant'))).toBeUndefined();
    expect(outstanding.settle(added('y', 'user'))?.event_id).toBe('event_a');
    expect(outstanding.settle(added('z', 'user'))?.event_id).toBe('event_b');
  });
});

describe('responses without metadata', () => {
  it('answer in their order, in the conversation and out of band', () => {
    const outstanding = new Outstanding(correlationWithin({ metadata: false }));
    outstanding.add(ask('a'));
    outstanding.add(ask('b', 'none'));
    outstanding.add(ask('c'));
    expect(outstanding.settle(created(null))?.event_id).toBe('b');
    expect(outstanding.settle(created())?.event_id).toBe('a');
    expect(outstanding.settle(created())?.event_id).toBe('c');
  });
});
