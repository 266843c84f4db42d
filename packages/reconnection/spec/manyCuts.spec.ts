import { expect, it } from '@jest/globals';
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import { call, say } from '@rx-realtime/simulator';
import type { Fault } from '@rx-realtime/simulator';
import fc from 'fast-check';
import { essence, rehearse } from '../test/cuts.ts';
import type { Rehearsed } from '../test/cuts.ts';

const conversation: Rehearsed = {
  session: {
    output_modalities: ['text'],
    tools: [{ type: 'function', name: 'book', parameters: { type: 'object' } }],
  },
  answers: ({ items, transcript }) => {
    const isBooked = items.some(({ type }) => type === 'function_call_output');
    if (transcript.includes('Book')) return isBooked ? [say('You have seat 12 now.')] : [call('book')];
    return [say(`The answer to ${transcript} is plain.`)];
  },
  tools: { book: 300 },
  lastingMs: 60_000,
  user: (socket, scheduler) => {
    const ask = (atMs: number, text: string): void => {
      scheduler.schedule(() => {
        socket.next(conversationItemCreate(userText(text)));
        socket.next(responseCreate());
      }, atMs);
    };
    ask(100, 'One?');
    ask(9_000, 'Book a seat.');
    ask(25_000, 'Three?');
  },
};

const whole = rehearse(conversation);

const cut = (connection: number): fc.Arbitrary<Fault> =>
  fc
    .record({
      from: fc.constantFrom('client' as const, 'server' as const),
      count: fc.integer({ min: 1, max: 60 }),
      how: fc.constantFrom(
        { do: 'drop' } as const,
        { do: 'reset' } as const,
        { do: 'close', code: 1001, reason: '' } as const,
        { do: 'close', code: 1011, reason: '' } as const,
      ),
    })
    .map(({ from, count, how }) => ({ at: { connection, from, count }, ...how }));

const asked = fc.record({
  atMs: fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 4 }),
  marginMs: fc.constantFrom(0, 50, 300, 1_000, 60_000),
});

const refusal = (connection: number): fc.Arbitrary<Fault> =>
  fc.constantFrom(401, 404, 429, 503).map((status) => ({ at: { connection }, do: 'httpStatus', status }));
const faultsAt = fc.array(fc.oneof(cut(1), cut(2), cut(3), refusal(1), refusal(2), refusal(3)), {
  maxLength: 3,
});
const second = fc.record({
  // One that cannot be reached now and then, and never refuses for good.
  faults: faultsAt.map((faults) =>
    faults.map((fault) => (fault.do === 'httpStatus' ? { ...fault, status: 503 } : fault)),
  ),
  capabilities: fc.record({
    truncation: fc.boolean(),
    clientItemIds: fc.boolean(),
    metadata: fc.boolean(),
  }),
});

it('is the same over two endpoints of different capabilities, rotations and cuts', () => {
  fc.assert(
    fc.property(faultsAt, asked, second, (faults, rotations, other) => {
      const outcome = rehearse(conversation, faults, { ...rotations, second: other });
      expect(essence(outcome, whole)).toEqual(essence(whole, whole));
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 200) },
  );
});

it('is the same over any number of rotations and cuts, also in the middle of each other', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(cut(1), cut(2), cut(3)), { maxLength: 3 }), asked, (faults, rotations) => {
      expect(essence(rehearse(conversation, faults, rotations), whole)).toEqual(essence(whole, whole));
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 200) },
  );
});

it('is the same over any number of cuts, also in the middle of a restoration', () => {
  fc.assert(
    fc.property(fc.tuple(cut(1), cut(2), cut(3), cut(4)), (faults) => {
      expect(essence(rehearse(conversation, faults), whole)).toEqual(essence(whole, whole));
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 200) },
  );
});
