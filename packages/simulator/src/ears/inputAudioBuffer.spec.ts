import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
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

  it('gives a part of the time line, forgets what came before and keeps what comes after', () => {
    const pcm = new Int16Array(200_000).map((_, index) => index % 30_011);
    const ms = fc.nat({ max: 9_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(ms, ms), { maxLength: 6 }), (parts) => {
        const buffer = createInputAudioBuffer();
        buffer.append(pcm);
        let start = 0;
        for (const [fromMs, toMs] of parts) {
          const to = Math.max(start, Math.min(pcm.length, samplesOfMs(toMs)));
          const expected = pcm.slice(Math.max(start, Math.min(to, samplesOfMs(fromMs))), to);
          expect(isSame(buffer.copyBetween(fromMs, toMs), expected)).toBe(true);
          expect(isSame(buffer.takeBetween(fromMs, toMs), expected)).toBe(true);
          start = to;
          expect(isSame(buffer.copy(), pcm.subarray(start))).toBe(true);
          expect([buffer.startMs(), buffer.bufferedMs()]).toEqual([start / 24, (pcm.length - start) / 24]);
        }
        buffer.append(pcm.subarray(0, 30_000));
        expect(isSame(buffer.take().subarray(pcm.length - start), pcm.subarray(0, 30_000))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the newest', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200_000 }), fc.nat({ max: 5_000 }), (size, ms) => {
        const buffer = createInputAudioBuffer();
        const pcm = new Int16Array(size).map((_, index) => index % 30_011);
        buffer.append(pcm);
        buffer.keepNewest(ms);
        const kept = buffer.copy();
        expect(isSame(kept, pcm.subarray(size - kept.length))).toBe(true);
        expect(kept).toHaveLength(Math.min(size, samplesOfMs(ms)));
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
