import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base64ByBtoa, bytesByAtob } from './bytesByAtob.ts';

it('agrees with Buffer, for short texts and for long ones', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.uint8Array({ minLength: 8190, maxLength: 20_000 }),
  );
  fc.assert(
    fc.property(bytes, (value) => {
      const base64 = Buffer.from(value).toString('base64');
      expect(base64ByBtoa(value)).toBe(base64);
      expect(Buffer.from(bytesByAtob(base64) ?? []).equals(Buffer.from(value))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('is nothing for a character outside the alphabet', () => {
  expect(bytesByAtob('AA*A')).toBeUndefined();
});

it('reads the url-safe spelling, as Buffer does', () => {
  expect([...(bytesByAtob('-_-_') ?? [])]).toEqual([...Buffer.from('-_-_', 'base64')]);
});
