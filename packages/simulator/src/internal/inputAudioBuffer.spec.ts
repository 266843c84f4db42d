import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createInputAudioBuffer, longestBufferMs } from './inputAudioBuffer.ts';

/** Jest compares element by element, which takes seconds here. */
const isSame = (left: Int16Array, right: Int16Array): boolean =>
  Buffer.from(left.buffer, left.byteOffset, left.byteLength).equals(
    Buffer.from(right.buffer, right.byteOffset, right.byteLength),
  );

const samplesOfMs = (ms: number): number => ms * 24;

describe('the input audio buffer', () => {
  it('gives back what was appended, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60_000 }), { maxLength: 12 }), (sizes) => {
        const buffer = createInputAudioBuffer();
        let next = 0;
        for (const size of sizes) buffer.append(new Int16Array(size).map(() => next++ % 30_011));
        expect(
          isSame(
            buffer.copy(),
            new Int16Array(next).map((_, index) => index % 30_011),
          ),
        ).toBe(true);
        expect(buffer.bufferedMs()).toBe(next / 24);
        expect(buffer.take()).toHaveLength(next);
        expect([buffer.bufferedMs(), buffer.positionMs(), buffer.take().length]).toEqual([0, next / 24, 0]);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the newest, and a second more at most', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200_000 }), fc.nat({ max: 5_000 }), (size, ms) => {
        const buffer = createInputAudioBuffer();
        const pcm = new Int16Array(size).map((_, index) => index % 30_011);
        buffer.append(pcm);
        buffer.keepNewest(ms);
        const kept = buffer.copy();
        expect(isSame(kept, pcm.subarray(size - kept.length))).toBe(true);
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(size, samplesOfMs(ms)));
        expect(kept.length).toBeLessThan(samplesOfMs(ms) + 24_001);
        expect(buffer.positionMs()).toBe(size / 24);
      }),
      { numRuns: 50 },
    );
  });

  it('takes as much as a session lasts', () => {
    const buffer = createInputAudioBuffer();
    const minute = new Int16Array(samplesOfMs(60_000));
    for (let count = 0; count < 60; count++) expect(buffer.append(minute)).toBe(true);
    expect(buffer.append(new Int16Array(1))).toBe(false);
    expect([buffer.bufferedMs(), buffer.positionMs()]).toEqual([longestBufferMs, longestBufferMs]);
    buffer.take();
    expect(buffer.append(minute)).toBe(true);
  });
});
