import { describe, expect, it } from '@jest/globals';
import { exchange } from './support/exchange.ts';
import type { Fault } from '../src/faults/fault.ts';

const item = (id: string): object => ({
  type: 'conversation.item.create',
  item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text: id }] },
});

/** What the server makes of five items, one every two seconds: their ids in its order, or the code of its refusal. */
const heard = (...faults: readonly Fault[]): readonly (string | null)[] =>
  exchange(['a', 'b', 'c', 'd', 'e'].map(item), { faults }).flatMap((event) => {
    if (event.type === 'error') return [event.error.code];
    return event.type === 'conversation.item.done' ? [event.item.id] : [];
  });

const at = { from: 'client', count: 2 } as const;

describe('events of the client that go astray', () => {
  it.each<[string, Fault, readonly string[]]>([
    ['lose', { at, do: 'lose' }, ['a', 'c', 'd', 'e']],
    ['duplicate', { at, do: 'duplicate' }, ['a', 'b', 'item_create_duplicate_item_id', 'c', 'd', 'e']],
    ['delay', { at, do: 'delay', ms: 3_000 }, ['a', 'c', 'b', 'd', 'e']],
    ['reorder', { at, do: 'reorder' }, ['a', 'c', 'b', 'd', 'e']],
    ['reorder, again and again', { at: { ...at, repeat: true }, do: 'reorder' }, ['a', 'c', 'b', 'e', 'd']],
  ])('%s', (_what, fault, order) => {
    expect(heard(fault)).toEqual(order);
  });

  it('several faults at once: twice and late', () => {
    expect(heard({ at, do: 'duplicate' }, { at, do: 'delay', ms: 3_000 })).toEqual([
      'a',
      'c',
      'b',
      'item_create_duplicate_item_id',
      'd',
      'e',
    ]);
  });
});

describe('events of the server that go astray', () => {
  it('come before the close when nothing follows them', () => {
    const faults: Fault[] = [{ at: { event: 'error' }, do: 'reorder' }];
    const received = exchange([], { faults, timing: { sessionMs: 1_000 } });
    expect(received.map(({ type }) => type)).toEqual(['session.created', 'error']);
  });
});
