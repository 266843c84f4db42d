import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { sampleEntries, sampleSecret } from '../contract/internal/sampleEntries.ts';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import { emptyLedger, reduceLedger } from '../ledger/reduceLedger.ts';
import { LedgerEntryFromStored } from './ledgerEntryFromStored.ts';

const ledger = sampleEntries.reduce(reduceLedger, emptyLedger);
const all: readonly LedgerEntry[] = [...sampleEntries, { type: 'snapshot', ledger }];

const textOf = (entry: LedgerEntry): string => JSON.stringify(LedgerEntryFromStored.encode(entry));
const read = (u: unknown) => LedgerEntryFromStored.decode(u);
const readBack = (entries: readonly LedgerEntry[]) =>
  entries.map((entry) => {
    const decoded = read(JSON.parse(textOf(entry)));
    return E.isRight(decoded) ? decoded.right : undefined;
  });

describe('LedgerEntryFromStored', () => {
  it('reads back what it wrote, entry by entry', () => {
    expect(readBack(all).map((entry) => entry && textOf(entry))).toEqual(all.map(textOf));
    expect(readBack(all).every(LedgerEntryFromStored.is)).toBe(true);
    expect(all.every(LedgerEntryFromStored.is)).toBe(true);
  });

  it('gives the same ledger', () => {
    const again = readBack(sampleEntries).reduce(
      (known, entry) => (entry ? reduceLedger(known, entry) : known),
      emptyLedger,
    );
    expect(textOf({ type: 'snapshot', ledger: again })).toBe(textOf({ type: 'snapshot', ledger }));
  });

  it('reads a snapshot of a version that did not know what was played', () => {
    const stored = JSON.parse(textOf({ type: 'snapshot', ledger })) as { ledger: { played?: unknown } };
    expect(stored.ledger.played).toHaveLength(1);
    delete stored.ledger.played;
    expect(read(stored)).toMatchObject({ right: { ledger: { played: new Map() } } });
  });

  it('writes no credentials and no sound', () => {
    const text = all.map(textOf).join('');
    expect(text).not.toContain(sampleSecret);
    expect(text).not.toContain('AAAAAAAA');
    expect(JSON.stringify(all.slice(0, 2))).toContain(sampleSecret);
  });

  it('counts sound as long as it was', () => {
    const sound = all.find((e) => e.type === 'received' && e.event.type === 'response.output_audio.delta');
    expect(sound && readBack([sound])).toEqual([sound]);
  });

  it('writes an event that nobody knows as it came', () => {
    const payload = { type: 'dance', event_id: 'event_1', steps: 3 };
    const event = { type: 'unknown', wireType: 'dance', payload } as const;
    expect(readBack([{ type: 'received', event }])).toMatchObject([{ type: 'received', event }]);
  });

  it.each([
    ['nothing', undefined],
    ['a newer version', { version: 2, type: 'waived' }],
    ['no version', { type: 'waived' }],
    ['an unknown type', { version: 1, type: 'sung' }],
    ['an event without its id', { version: 1, type: 'accepted', event: { type: 'response.create' } }],
    ['an event of no kind', { version: 1, type: 'received', event: 'hello' }],
    ['a name as a type', { version: 1, type: 'constructor' }],
    ['a damaged ledger', { version: 1, type: 'snapshot', ledger: { conversation: {} } }],
    ['a forbidden key', JSON.parse('{"version":1,"type":"waived","__proto__":{"ledger":1}}')],
    [
      'a value that throws',
      {
        get version() {
          throw new Error('no');
        },
      },
    ],
  ])('refuses %s', (_, u) => {
    expect(E.isLeft(read(u))).toBe(true);
  });

  it('makes no sound of endless length', () => {
    const event = { type: 'response.output_audio.delta', item_id: 'i', response_id: 'r', soundLength: 1e12 };
    expect(read({ version: 1, type: 'received', event })).toMatchObject({
      right: { event: { type: 'unknown', payload: event } },
    });
  });

  it('is what is an entry, and nothing else', () => {
    for (const u of [undefined, { type: 'sung' }, { type: 'claimed' }, { type: 'snapshot', ledger: {} }])
      expect(LedgerEntryFromStored.is(u)).toBe(false);
  });

  it('refuses what is nested without end', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 100_000; depth++) deep = { deep };
    expect(E.isLeft(read({ version: 1, type: 'received', event: deep }))).toBe(true);
  });

  it('never throws, and what it takes is one', () => {
    const damaged = fc.tuple(fc.constantFrom(...all), fc.nat(), fc.string()).map(([entry, at, text]) => {
      const whole = textOf(entry);
      const cut = at % whole.length;
      return `${whole.slice(0, cut)}${text}${whole.slice(cut + text.length)}`;
    });
    const parsed = damaged.map((text): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    });
    fc.assert(
      fc.property(fc.oneof(parsed, fc.anything()), (u) => {
        const decoded = read(u);
        expect(E.isLeft(decoded) || LedgerEntryFromStored.is(decoded.right)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
