import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { sampleEntries } from '../contract/internal/sampleEntries.ts';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import { ledgerLines } from './ledgerLines.ts';
import type { LedgerLines } from './ledgerLines.ts';

const rotated = (by: number) => (text: string) =>
  String.fromCodePoint(...[...text].map((one) => (one.codePointAt(0) ?? 0) + by));
const seal = { encode: rotated(1), decode: rotated(-1) };
const fails = (): never => {
  throw new Error('no key');
};
const entry: LedgerEntry = { type: 'claimed', callId: 'call_1' };
const lineOf = (lines: LedgerLines, given: LedgerEntry = entry): string => {
  const line = lines.encode(given);
  return E.isRight(line) ? line.right : line.left.code;
};
const codeOf = (lines: LedgerLines, line: string): string => {
  const read = lines.decode(line);
  return E.isLeft(read) ? read.left.code : 'read';
};

describe('ledgerLines', () => {
  it.each([
    ['in the open', ledgerLines()],
    ['sealed', ledgerLines({ seal })],
  ])('writes one line an entry, and reads it back, %s', (_, lines) => {
    for (const given of sampleEntries) {
      const line = lineOf(lines, given);
      expect(line).not.toContain('\n');
      const read = lines.decode(line);
      expect(E.isRight(read) && lineOf(lines, read.right)).toBe(line);
    }
  });

  it('hides what is sealed', () => {
    expect(lineOf(ledgerLines())).toContain('call_1');
    expect(lineOf(ledgerLines({ seal }))).not.toContain('call_1');
  });

  it('writes what redact leaves', () => {
    const lines = ledgerLines({ redact: () => ({ type: 'waived' }) });
    expect(lineOf(lines)).toBe('{"version":1,"type":"waived"}');
  });

  it('tells a newer version from damage', () => {
    const lines = ledgerLines();
    expect(codeOf(lines, '{"version":2,"type":"waived"}')).toBe('newer');
    expect(codeOf(lines, '{"version":1,"type":"wai')).toBe('corrupt');
    expect(codeOf(lines, '{"version":1,"type":"sung"}')).toBe('corrupt');
    expect(codeOf(ledgerLines({ seal }), '{"version":1,"type":"waived"}')).toBe('corrupt');
    expect(codeOf(ledgerLines({ seal: { ...seal, decode: fails } }), lineOf(ledgerLines({ seal })))).toBe(
      'corrupt',
    );
  });

  it('does not throw where redact and seal do', () => {
    expect(lineOf(ledgerLines({ redact: fails }))).toBe('unavailable');
    expect(lineOf(ledgerLines({ seal: { ...seal, encode: fails } }))).toBe('unavailable');
  });
});
