import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PcmError } from '../pcmError.ts';
import { base64FromBytes, bytesFromBase64, bytesOrNothing } from './bytesFromBase64.ts';

it('gives back the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect([...bytesFromBase64(base64FromBytes(bytes))]).toEqual([...bytes]);
    }),
  );
});

it('reads a text without its padding', () => {
  expect([...bytesFromBase64('AQ')]).toEqual([1]);
  expect([...bytesFromBase64('AQI')]).toEqual([1, 2]);
});

it('reads the url-safe spelling too', () => {
  expect([...bytesFromBase64('-_-_')]).toEqual([...bytesFromBase64('+/+/')]);
});

describe('what is not base64', () => {
  it.each(['!', 'A', 'AAAA!', 'AAA!', 'AA A', 'AAAA\n', 'AA==AAAA', 'A===', 'AAAAA', 'AAé='])(
    'is nothing: %j',
    (text) => {
      expect(bytesOrNothing(text)).toBeUndefined();
    },
  );

  it('is an error that does not quote it', () => {
    expect(() => bytesFromBase64('secret!')).toThrow(new PcmError('not_base64', 'a text of length 7'));
  });
});

it('reads only the part of the buffer that the array shows', () => {
  const all = Uint8Array.of(9, 1, 2, 3, 9);
  expect(base64FromBytes(all.subarray(1, 4))).toBe('AQID');
});
