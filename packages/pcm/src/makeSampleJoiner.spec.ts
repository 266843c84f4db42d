import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeSampleJoiner } from './makeSampleJoiner.ts';

const bytesOf = (pcm: Int16Array): Uint8Array => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);

it('carries the odd byte to the next piece', () => {
  const bytes = bytesOf(Int16Array.of(1_000, -2_000, 3_000, -4_000));
  const joiner = makeSampleJoiner();
  expect([...joiner.push(bytes.subarray(0, 3))]).toEqual([1_000]);
  expect(joiner.leftBytes).toBe(1);
  expect([...joiner.push(bytes.subarray(3))]).toEqual([-2_000, 3_000, -4_000]);
  expect(joiner.leftBytes).toBe(0);
});

it('gives the samples however their bytes are cut, and keeps less than a frame', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.int16Array({ maxLength: 60 }),
      fc.array(fc.nat({ max: 120 })),
      (channels, pcm, cuts) => {
        const bytes = bytesOf(pcm);
        const edges = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const joiner = makeSampleJoiner(channels);
        const out = edges
          .slice(1)
          .flatMap((edge, index) => [...joiner.push(bytes.subarray(edges[index], edge))]);
        const whole = pcm.length - (pcm.length % channels);
        expect(out).toEqual([...pcm.subarray(0, whole)]);
        expect(joiner.leftBytes).toBe(2 * (pcm.length - whole));
      },
    ),
  );
});
