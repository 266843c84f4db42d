import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createVerdicts } from './verdicts.ts';

it('remembers which of the newest frames held speech', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (frames) => {
      const verdicts = createVerdicts(8);
      frames.forEach(verdicts.add);
      const newest = frames.slice(-8);
      expect(verdicts.voicedIn(8)).toBe(newest.filter(Boolean).length);
      expect(verdicts.voicedIn(3)).toBe(newest.slice(-3).filter(Boolean).length);
      const onset = newest.indexOf(true);
      expect(verdicts.sinceOnset()).toBe(onset < 0 ? -1 : newest.length - 1 - onset);
      verdicts.clear();
      expect(verdicts.voicedIn(8)).toBe(0);
    }),
  );
});
