import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createConversationItems } from './conversationItems.ts';
import type { StoredItem } from './storedItem.ts';

const textItem = (id: string): StoredItem => ({
  id,
  wire: { type: 'message', id },
  audioMs: 0,
  spoken: false,
});
const minute = new Int16Array(24_000 * 60);
const soundItem = (id: string): StoredItem => ({ ...textItem(id), sounds: [minute] });
const callItem = (id: string, callId: string): StoredItem => ({
  ...textItem(id),
  wire: { type: 'function_call', id, call_id: callId },
});

describe('createConversationItems', () => {
  it('agrees with a plain list after any changes', () => {
    const id = fc.constantFrom(...'abcdefgh');
    const change = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(fc.constant('insert' as const), id, fc.option(fc.oneof(id, fc.constant('root')))),
      },
      { weight: 1, arbitrary: fc.tuple(fc.constant('remove' as const), id, fc.constant(null)) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('replace' as const), id, fc.constant(null)) },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const items = createConversationItems();
        let oracle: string[] = [];
        for (const [kind, itemId, after] of changes) {
          const isKnown = oracle.includes(itemId);
          if (kind === 'remove') {
            expect(items.remove(itemId)).toBe(isKnown);
            oracle = oracle.filter((other) => other !== itemId);
          } else if (kind === 'replace') items.replace(textItem(itemId));
          else if (!isKnown && (after === null || after === 'root' || oracle.includes(after))) {
            const place = after === null ? oracle.length : after === 'root' ? 0 : oracle.indexOf(after) + 1;
            const previous = items.insert(textItem(itemId), after);
            oracle.splice(place, 0, itemId);
            expect(previous).toBe(oracle[place - 1] ?? null);
          }
          expect(items.all().map((item) => item.id)).toEqual(oracle);
          expect(items.lastId()).toBe(oracle.at(-1) ?? null);
          for (const [index, known] of oracle.entries())
            expect(items.previousOf(known)).toBe(oracle[index - 1] ?? null);
        }
      }),
    );
  });

  it('keeps five minutes of sound, the newest', () => {
    const items = createConversationItems();
    for (const id of 'abcdefg') items.insert(soundItem(id));
    const kept = () => items.all().filter(({ sounds = [] }) => sounds.length > 0);
    expect(
      kept()
        .map(({ id }) => id)
        .join(''),
    ).toBe('cdefg');
    items.remove('d');
    items.insert(soundItem('h'));
    expect(
      kept()
        .map(({ id }) => id)
        .join(''),
    ).toBe('cefgh');
    items.replace({ ...soundItem('h'), sounds: [minute, minute] });
    expect(
      kept()
        .map(({ id }) => id)
        .join(''),
    ).toBe('efgh');
  });

  it('knows its calls', () => {
    const items = createConversationItems();
    items.insert(callItem('a', 'call_1'));
    expect([items.hasCall('call_1'), items.hasCall('call_2'), items.hasCall(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    items.remove('a');
    expect(items.hasCall('call_1')).toBe(false);
  });

  it('takes two hundred thousand items without slowing down', () => {
    const items = createConversationItems();
    for (let index = 0; index < 200_000; index += 1) items.insert(textItem(`item_${index}`));
    expect(items.all()).toHaveLength(200_000);
    expect(items.previousOf('item_199999')).toBe('item_199998');
  });
});
