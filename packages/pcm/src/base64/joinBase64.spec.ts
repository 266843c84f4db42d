import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinBase64 } from './joinBase64.ts';

const encoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('joinBase64', () => {
  it('is the base64 of all bytes, wherever they were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (parts) => {
        expect(joinBase64(parts.map(encoded))).toBe(encoded(Buffer.concat(parts)));
      }),
    );
  });

  it('is undefined where a piece is not base64', () => {
    expect(joinBase64(['AQID', '!'])).toBeUndefined();
  });
});
