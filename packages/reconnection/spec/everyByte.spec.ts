import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byteCuts } from '../test/byteCuts.ts';
import { conversations } from '../test/conversations.ts';

const runs = Number(process.env['CUTS'] ?? 60);

describe.each([
  ['of text', conversations['of text with a slow tool'].it, runs],
  ['of speech', conversations['of speech with a slow tool'].it, runs / 10],
])('a conversation %s', (_, conversation, numRuns) => {
  const { passed, wrongWith } = byteCuts(conversation);

  it('says so much', () => {
    for (const { bytes, frames } of [passed.client, passed.server]) {
      expect(bytes).toBeGreaterThan(1_500);
      expect(frames.length).toBeGreaterThan(9);
    }
  });

  it.each(['client', 'server'] as const)(
    'is the same, at whatever byte of the %s the line is cut',
    (from) => {
      fc.assert(
        fc.property(fc.nat(passed[from].bytes), (at) => {
          expect(wrongWith({ from, at })).toBeUndefined();
        }),
        { numRuns },
      );
    },
  );
});
