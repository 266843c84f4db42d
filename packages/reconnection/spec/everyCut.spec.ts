import { describe, expect, it } from '@jest/globals';
import { conversations } from '../test/conversations.ts';
import { essence, rehearse } from '../test/cuts.ts';

describe.each(Object.entries(conversations))('a conversation %s', (_, { it: conversation, everyBlock }) => {
  const whole = rehearse(conversation);
  const expected = essence(whole, whole);

  it('is without errors when nothing is cut', () => {
    expect(expected.errors).toEqual([]);
    expect(Object.values(expected.runs).every((times) => times === 1)).toBe(true);
  });

  it.each(whole.events.map((type, index) => ({ type, count: index + 1 })))(
    'is the same when the line is cut before the server says $type ($count)',
    ({ count }) => {
      const cut = rehearse(conversation, [{ at: { connection: 1, count }, do: 'drop' }]);
      expect(essence(cut, whole)).toEqual(expected);
    },
  );

  it.each(whole.events.map((type, index) => ({ type, atEvent: index + 1 })))(
    'is the same when the session changes after the server says $type ($atEvent)',
    ({ atEvent }) => {
      expect(essence(rehearse(conversation, [], { atEvent, marginMs: 60_000 }), whole)).toEqual(expected);
      expect(essence(rehearse(conversation, [], { atEvent, marginMs: 30 }), whole)).toEqual(expected);
    },
  );

  it.each(Array.from({ length: Math.ceil(whole.sent / everyBlock) }, (__, index) => index * everyBlock + 1))(
    'is the same when the line is cut before the server hears the client event %i',
    (count) => {
      const cut = rehearse(conversation, [{ at: { connection: 1, from: 'client', count }, do: 'drop' }]);
      expect(essence(cut, whole)).toEqual(expected);
    },
  );
});
