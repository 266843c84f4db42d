import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rotationTimes } from './rotationTimes.ts';

describe('rotationTimes', () => {
  it('begins, then is late, and both before the end of the session', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7_200 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (lifeS, marginMs, minRotationGapMs, jitter, dice) => {
          const config = { marginMs, minRotationGapMs, jitter: jitter * 0.8, random: () => dice };
          const { startMs, deadlineMs, gapMs } = rotationTimes(lifeS, 0, 0, config);
          expect(startMs).toBeGreaterThanOrEqual((lifeS * 1_000) / 2);
          expect(startMs).toBeLessThan(deadlineMs);
          expect(deadlineMs).toBeLessThan(lifeS * 1_000);
          expect(gapMs).toBeLessThanOrEqual((lifeS * 1_000) / 2);
        },
      ),
    );
  });

  it('counts from the beginning of the session where no expiry is told', () => {
    const config = { random: () => 0 };
    const young = rotationTimes(undefined, 0, 0, config);
    const old = rotationTimes(undefined, 0, 30_000, config);
    expect(young.startMs - old.startMs).toBe(30_000);
  });
});
