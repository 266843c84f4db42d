import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heardTranscript } from '../index.ts';

describe('heardTranscript', () => {
  it.each([
    { heardMs: 0, heard: '' },
    { heardMs: 900, heard: 'It is half' },
    { heardMs: 1_999, heard: 'It is half past nine in' },
    { heardMs: 2_000, heard: 'It is half past nine in London.' },
    { heardMs: 5_000, heard: 'It is half past nine in London.' },
    { heardMs: Number.NaN, heard: '' },
    { heardMs: -1, heard: '' },
  ])('keeps whole words: $heardMs ms of 2000', ({ heardMs, heard }) => {
    expect(heardTranscript('It is half past nine in London.', { heardMs, totalMs: 2_000 })).toBe(heard);
  });

  it('is a prefix, and never longer for less time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(1_000), fc.nat(1_000), (text, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((heardMs) =>
          heardTranscript(text, { heardMs, totalMs: 1_000 }),
        );
        expect(text.startsWith(less ?? '?')).toBe(true);
        expect(more?.startsWith(less ?? '?')).toBe(true);
      }),
    );
  });
});
