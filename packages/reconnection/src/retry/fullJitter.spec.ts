import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fullJitter } from './fullJitter.ts';

describe('fullJitter', () => {
  it('doubles its bound up to the cap', () => {
    const bounds = [0, 1, 2, 3, 4, 5, 6].map((retry) => fullJitter(retry, { random: () => 1 }));
    expect(bounds).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]);
  });

  it('lies between 0 and the bound for every draw', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retry, drawn) => {
          const waitMs = fullJitter(retry, { random: () => drawn });
          return waitMs >= 0 && waitMs <= 8_000;
        },
      ),
    );
  });
});
