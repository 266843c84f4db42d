import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playTools, right, schedule } from '../test/toolSchedules.ts';

it('runs no tool twice and answers no call twice, whatever is cut, cancelled or doubled', () => {
  fc.assert(
    fc.property(schedule, (planned) => {
      expect(playTools(planned).faults).toEqual(right);
    }),
    { numRuns: 100 },
  );
});

it('gives one answer with both results when nothing goes wrong', () => {
  const { outputs, answers, errors } = playTools({
    faults: [],
    askMs: [100],
    interruptMs: [],
    slowMs: 4_000,
  });
  expect(outputs).toEqual(['fast number 0.', 'slow number 0.']);
  expect(answers).toEqual(['I will see about number 0.', 'Done: fast number 0. and slow number 0..']);
  expect(errors).toEqual([]);
});

it('ends where two questions at once have the model call again and again', () => {
  const { runs, errors } = playTools({ faults: [], askMs: [5_997, 5_915], interruptMs: [], slowMs: 100 });
  expect(errors.map(({ code }) => code)).toContain('tool_failed');
  // Two questions, eight rounds at most, two tools.
  expect(runs).toBeLessThanOrEqual(32);
});
