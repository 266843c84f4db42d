import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { slidingMinimum } from './slidingMinimum.ts';

it('slidingMinimum is the smallest of the last values', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.integer({ min: -5, max: 5 })), (size, values) => {
      const minimum = slidingMinimum(size);
      expect(values.map(minimum)).toEqual(
        values.map((_, index) => Math.min(...values.slice(Math.max(0, index - size + 1), index + 1))),
      );
    }),
  );
});
