import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyPlaybackLedger, reducePlayback } from '../index.ts';
import type { PlaybackEvent, PlaybackLedger } from '../index.ts';

const part = { responseId: 'resp_1', itemId: 'item_1', contentIndex: 0 };
const received = (durationMs: number, over: Partial<typeof part> = {}): PlaybackEvent => ({
  type: 'received',
  ...part,
  ...over,
  durationMs,
});
const played = (totalMs: number): PlaybackEvent => ({ type: 'played', totalMs });
const interrupted: PlaybackEvent = { type: 'interrupted', cancels: true };
const after = (...events: readonly PlaybackEvent[]): PlaybackLedger =>
  events.reduce(reducePlayback, emptyPlaybackLedger);

describe('reducePlayback', () => {
  it('cuts the audible item where it was heard', () => {
    const ledger = after(received(600), received(400), played(419.6), interrupted);
    expect(ledger.cuts).toEqual([{ ...part, audioEndMs: 419, cut: 'part', isOutOfBand: false }]);
    expect(ledger.clearedMs).toBeCloseTo(580.4);
    expect(ledger.waiting).toEqual([]);
  });

  it('cuts nothing when all was heard, or nothing received', () => {
    expect(after(received(400), played(400), interrupted).cuts).toEqual([]);
    expect(after(interrupted).cuts).toEqual([]);
  });

  it('cuts once, however often the listener interrupts', () => {
    expect(after(received(400), played(100), interrupted, interrupted).cuts).toEqual([]);
  });

  it('forgets the cuts of the event before', () => {
    expect(after(received(400), played(100), interrupted, played(200)).cuts).toEqual([]);
  });

  it('removes a queued item as a whole, and cuts the queued part of an audible one at 0', () => {
    const second = { ...part, itemId: 'item_2' };
    const ledger = after(
      received(100),
      received(100, { contentIndex: 1 }),
      received(100, second),
      received(100, { ...second, contentIndex: 1 }),
      played(50),
      interrupted,
    );
    expect(ledger.cuts).toEqual([
      { ...part, audioEndMs: 50, cut: 'part', isOutOfBand: false },
      { ...part, contentIndex: 1, audioEndMs: 0, cut: 'part', isOutOfBand: false },
      { ...second, audioEndMs: 0, cut: 'item', isOutOfBand: false },
    ]);
  });

  it('counts what comes late and does not play it', () => {
    const ledger = after(received(400), played(100), interrupted, received(200), received(200));
    expect(ledger).toMatchObject({ lateBlocks: 2, lateMs: 400, waiting: [], cuts: [] });
  });

  it('cuts a part that was heard to its end when a latecomer shows there was more', () => {
    const ledger = after(received(400), played(400), interrupted, received(200));
    expect(ledger.cuts).toEqual([{ ...part, audioEndMs: 400, cut: 'part', isOutOfBand: false }]);
    expect(reducePlayback(ledger, received(200)).cuts).toEqual([]);
  });

  it('removes an item of an interrupted response that only begins afterwards', () => {
    const ledger = after(received(400), played(100), interrupted, received(200, { itemId: 'item_2' }));
    expect(ledger.cuts).toEqual([
      { ...part, itemId: 'item_2', audioEndMs: 0, cut: 'item', isOutOfBand: false },
    ]);
  });

  it('plays the next response', () => {
    const ledger = after(
      received(400),
      played(100),
      interrupted,
      received(50, { responseId: 'resp_2', itemId: 'item_2' }),
    );
    expect(ledger.waiting).toEqual([{ responseId: 'resp_2', itemId: 'item_2', contentIndex: 0, ms: 50 }]);
  });

  it.each([Number.NaN, -5, 0, Number.NEGATIVE_INFINITY])('is not moved by a report of %p ms', (totalMs) => {
    const ledger = after(received(400), played(100));
    expect(reducePlayback(ledger, played(totalMs))).toBe(ledger);
  });

  it('has nothing left when all was played, whatever the sums of milliseconds round to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 30 }),
        (lengths) => {
          const durations = lengths.map((samples) => (samples * 1_000) / 44_100);
          const steps = Array.from({ length: 7 }, (_, index) => (index + 1) / 7);
          const totalMs = durations.reduceRight((total, ms) => total + ms, 0);
          const ledger = after(
            ...durations.map((ms) => received(ms)),
            ...steps.map((share) => played(totalMs * share)),
          );
          expect(ledger.waiting).toEqual([]);
        },
      ),
    );
  });

  it.each([4, 5, 6, 13, 14])(
    'has played all of %i blocks, though the pieces add up to a rounding less',
    (blocks) => {
      const reportMs = 1_000 / 24;
      const events = Array.from({ length: blocks }, () => received(7.3 * reportMs));
      const reports = Array.from({ length: 7 * blocks }, (_, index) => played((index + 1) * reportMs));
      const { parts, waiting } = after(...events, ...reports, played(7.31 * reportMs * blocks));
      expect(waiting).toEqual([]);
      expect(parts.map(({ playedMs, receivedMs }) => receivedMs - playedMs)).toEqual([0]);
    },
  );

  it('hears nothing of the next item when the end of one is a rounding early', () => {
    const ledger = after(
      ...[0.1, 0.2].map((ms) => received(ms)),
      received(100, { itemId: 'item_2' }),
      played(0.3 + 1e-9),
      interrupted,
    );
    expect(ledger.cuts).toEqual([
      { ...part, itemId: 'item_2', audioEndMs: 0, cut: 'item', isOutOfBand: false },
    ]);
  });

  it('cuts at the whole millisecond that a sum of fractions stands for', () => {
    const ledger = after(received(5), ...[0.2, 0.9, 1].map(played), interrupted);
    expect(ledger.cuts).toEqual([{ ...part, audioEndMs: 1, cut: 'part', isOutOfBand: false }]);
  });

  it('takes a report beyond what was written for all of it', () => {
    expect(after(received(400), played(Number.POSITIVE_INFINITY)).parts[0]?.playedMs).toBe(400);
  });

  it('does not credit old sound, reported late, to the next response once it was seen', () => {
    const ledger = after(
      received(400),
      played(100),
      interrupted,
      played(130),
      received(50, { responseId: 'resp_2', itemId: 'item_2' }),
      played(150),
    );
    expect(ledger.parts.at(-1)?.playedMs).toBe(20);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('counts a block of %p ms as nothing', (durationMs) => {
    expect(after(received(durationMs), received(10), played(10), interrupted)).toMatchObject({
      cuts: [],
      clearedMs: 0,
    });
  });

  it('remembers 64 parts, and more as long as they wait', () => {
    const events = Array.from({ length: 300 }, (_, n) => [
      received(10, { responseId: `resp_${n}`, itemId: `item_${n}` }),
      played((n + 1) * 10),
      interrupted,
    ]).flat();
    const ledger = after(...events);
    expect(ledger.parts).toHaveLength(64);
    expect(ledger.fenced).toHaveLength(64);
    const queued = after(...Array.from({ length: 100 }, (_, n) => received(10, { itemId: `item_${n}` })));
    expect(queued.parts).toHaveLength(100);
  });

  it('agrees with a listener who counts every millisecond', () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('received' as const),
          response: fc.nat(3),
          item: fc.nat(1),
          content: fc.nat(1),
          ms: fc.nat(40),
        }),
      },
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('played' as const), ms: fc.nat(50) }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'interrupted' as const }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        // The oracle: one entry for each millisecond of sound in the player's queue.
        let queue: string[] = [];
        const heard = new Map<string, number>();
        const [fenced, seen, cutParts, cutItems] = [
          new Set<number>(),
          new Set<number>(),
          new Set<string>(),
          new Set<string>(),
        ];
        let [total, late, cleared] = [0, 0, 0];
        let ledger = emptyPlaybackLedger;
        const itemOf = (key: string) => key.slice(0, key.indexOf('/'));
        const missed = (keys: Iterable<string>): string[] =>
          [...new Set(keys)].flatMap((key) => {
            const item = itemOf(key);
            if (cutParts.has(key) || cutItems.has(item)) return [];
            cutParts.add(key);
            if ([...heard.keys()].some((other) => itemOf(other) === item))
              return [`${key} at ${heard.get(key) ?? 0}`];
            cutItems.add(item);
            return [item];
          });

        for (const current of steps) {
          let expected: string[] = [];
          if (current.kind === 'received') {
            const { response, item, content, ms } = current;
            const key = `${response}:${item}/${content}`;
            if (ms > 0) seen.add(response);
            if (fenced.has(response) && ms > 0) {
              late += ms;
              expected = missed([key]);
            } else {
              queue.push(...Array.from({ length: ms }, () => key));
            }
            const ids = { responseId: `${response}`, itemId: `${response}:${item}`, contentIndex: content };
            ledger = reducePlayback(ledger, received(ms, ids));
          } else if (current.kind === 'played') {
            const ms = Math.min(current.ms, queue.length);
            queue.splice(0, ms).forEach((key) => heard.set(key, (heard.get(key) ?? 0) + 1));
            total += ms;
            ledger = reducePlayback(ledger, played(total));
          } else {
            expected = missed(queue);
            cleared += queue.length;
            queue = [];
            seen.forEach((response) => fenced.add(response));
            ledger = reducePlayback(ledger, interrupted);
          }
          const cuts = ledger.cuts.map(({ itemId, contentIndex, audioEndMs, cut }) =>
            cut === 'item' ? itemId : `${itemId}/${contentIndex} at ${audioEndMs}`,
          );
          expect(cuts.sort()).toEqual(expected.sort());
          expect(ledger).toMatchObject({ lateMs: late, clearedMs: cleared });
          expect(ledger.waiting.reduce((sum, { ms }) => sum + ms, 0)).toBe(queue.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
