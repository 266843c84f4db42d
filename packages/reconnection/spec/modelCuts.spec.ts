import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playCuts, right, schedule } from '../test/modelCuts.ts';

it('gives the server the whole conversation, whatever happens to the line', () => {
  fc.assert(
    fc.property(schedule, (planned) => {
      expect(playCuts(planned)).toEqual(right);
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 500) },
  );
});
