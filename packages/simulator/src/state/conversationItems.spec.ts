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
    const change = fc.record({
      kind: fc.constantFrom(
        'insert' as const,
        'insert' as const,
        'insert' as const,
        'remove' as const,
        'replace' as const,
      ),
      itemId: id,
      after: fc.option(fc.oneof(id, fc.constant('root'))),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const items = createConversationItems();
        const oracle: string[] = [];
        /** What the list says to the same change, and what it is then. */
        const expected = ({ kind, itemId, after }: (typeof changes)[number]): unknown => {
          const index = oracle.indexOf(itemId);
          if (kind === 'replace') return undefined;
          if (kind === 'remove') return oracle.splice(index, index < 0 ? 0 : 1).length > 0;
          const place = after === null ? oracle.length : after === 'root' ? 0 : oracle.indexOf(after) + 1;
          oracle.splice(place, 0, itemId);
          return oracle[place - 1] ?? null;
        };
        const given = ({ kind, itemId, after }: (typeof changes)[number]): unknown => {
          if (kind === 'insert') return items.insert(textItem(itemId), after);
          return kind === 'remove' ? items.remove(itemId) : items.replace(textItem(itemId));
        };
        const makesSense = ({ kind, itemId, after }: (typeof changes)[number]): boolean =>
          kind !== 'insert' ||
          (!items.has(itemId) && (after === null || after === 'root' || items.has(after)));
        for (const next of changes) {
          if (!makesSense(next)) continue;
          expect(given(next)).toBe(expected(next));
          expect(items.all().map((item) => item.id)).toEqual(oracle);
          expect(items.lastId()).toBe(oracle.at(-1) ?? null);
          expect(oracle.map((known) => items.previousOf(known))).toEqual(
            [null, ...oracle].slice(0, oracle.length),
          );
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
