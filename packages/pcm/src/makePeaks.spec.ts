import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makePeaks } from './makePeaks.ts';

describe('makePeaks', () => {
  it('has the lowest and highest sample of each slice, however the sound was cut', () => {
    const piece = fc.int16Array({ maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(piece), (slices, pieces) => {
        const maker = makePeaks(slices);
        for (const pcm of pieces) maker.push(pcm);
        const all = pieces.flatMap((pcm) => [...pcm]);
        const { lows, highs, samplesPerSlice } = maker.peaks;
        const sliced = Array.from({ length: Math.ceil(all.length / samplesPerSlice) }, (_, slice) =>
          all.slice(slice * samplesPerSlice, (slice + 1) * samplesPerSlice),
        );
        expect([...lows]).toEqual(sliced.map((slice) => Math.min(0, ...slice)));
        expect([...highs]).toEqual(sliced.map((slice) => Math.max(0, ...slice)));
        expect(lows.length).toBeLessThanOrEqual(2 * slices);
        expect(lows.length).toBeGreaterThanOrEqual(Math.min(slices, all.length));
      }),
    );
  });
});
