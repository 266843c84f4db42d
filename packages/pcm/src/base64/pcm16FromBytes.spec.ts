import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PcmError } from '../pcmError.ts';
import { base64FromPcm16, pcm16FromBase64, pcm16FromBytes } from './pcm16FromBytes.ts';

const samples = fc.array(fc.integer({ min: -32768, max: 32767 })).map((values) => Int16Array.from(values));

it('gives back the samples, which are little-endian on the wire', () => {
  expect(base64FromPcm16(Int16Array.of(1, -1, 0x1234))).toBe(
    Buffer.from([1, 0, 0xff, 0xff, 0x34, 0x12]).toString('base64'),
  );
  fc.assert(
    fc.property(samples, (pcm) => {
      expect(pcm16FromBase64(base64FromPcm16(pcm))).toEqual(pcm);
    }),
  );
});

it('encodes the part that a subarray shows', () => {
  expect(base64FromPcm16(Int16Array.of(9, 1, 9).subarray(1, 2))).toBe('AQA=');
});

it('reads bytes at an odd address', () => {
  const bytes = Uint8Array.of(9, 1, 0, 2, 0).subarray(1);
  expect(pcm16FromBytes(bytes)).toEqual(Int16Array.of(1, 2));
});

describe('half a sample', () => {
  it('is an error', () => {
    expect(() => pcm16FromBase64('AQ==')).toThrow(
      new PcmError('odd_length', '1 bytes are no whole number of samples'),
    );
  });
});
