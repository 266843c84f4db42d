import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rotated, schedule } from '../test/modelCuts.ts';
import { verdicts } from '../test/verdicts.ts';

it.each([
  ['whatever happens to the line', schedule, 500],
  ['however its sessions follow each other, too', rotated, 100],
])('gives the server the whole conversation, %s', (_, schedules, least) => {
  const { wrongWith } = verdicts();
  fc.assert(
    fc.property(schedules, (planned) => {
      expect(wrongWith(planned)).toBeUndefined();
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? least) },
  );
});
