import { describe, expect, it } from '@jest/globals';
import type { ConversationItemCreate } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { Given } from './Given.ts';

const create = (id: string, text = id): ConversationItemCreate => ({
  type: 'conversation.item.create',
  item: { type: 'message', role: 'user', id, content: [{ type: 'input_text', text }] },
});

/** A session that does what it is told: the texts of its items, by id and in order. */
const session = () => {
  let items: ConversationItemCreate['item'][] = [];
  const at = (id: string | null | undefined): number => {
    if (id === 'root') return 0;
    return id == null ? items.length : items.findIndex((item) => item.id === id) + 1;
  };
  const given = new Given();
  return {
    give: (creates: readonly ConversationItemCreate[]): number => {
      const changes = given.changes(creates);
      items = items.filter(({ id }) => !changes.outdated.includes(id ?? ''));
      for (const { item, previous_item_id: previous } of changes.creates) items.splice(at(previous), 0, item);
      return changes.outdated.length + changes.creates.length;
    },
    get items() {
      return items;
    },
  };
};

describe('Given', () => {
  it('makes of anything that was given anything that is to be given', () => {
    const ids = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 0, max: 9 }), text: fc.constantFrom('a', 'b') }),
      {
        selector: ({ id }) => id,
      },
    );
    // Items keep their order for the life of a conversation.
    const inOrder = ids.map((all) =>
      [...all].sort((one, other) => one.id - other.id).map(({ id, text }) => create(`item_${id}`, text)),
    );
    fc.assert(
      fc.property(fc.array(inOrder, { minLength: 1, maxLength: 4 }), (stages) => {
        const told = session();
        for (const stage of stages) {
          told.give(stage);
          expect(told.items).toEqual(stage.map(({ item }) => item));
          expect(told.give(stage)).toBe(0);
        }
      }),
    );
  });

  it('gives only what is new at the end', () => {
    const given = new Given();
    given.changes([create('item_1')]);
    const next = given.changes([create('item_1'), create('item_2')]);
    expect(next).toEqual({ outdated: [], creates: [create('item_2')] });
  });

  it('gives again what the session did not take', () => {
    const given = new Given();
    given.changes([create('item_1')]);
    given.forget('item_1');
    expect(given.changes([create('item_1')]).creates).toHaveLength(1);
  });
});
