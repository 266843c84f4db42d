import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOfBase64 } from './bytesOfBase64.ts';

const strict = /^[A-Za-z0-9+/]*={0,2}$/;

it('takes base64 with all of its padding, in the standard alphabet, and nothing else', () => {
  const letters = [...'AZaz09+/==-_ \n!é'];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.base64String({ maxLength: 40 }),
  );
  fc.assert(
    fc.property(text, (base64) => {
      const isBase64 = base64.length % 4 === 0 && strict.test(base64);
      const bytes = bytesOfBase64(base64);
      expect(bytes && [...bytes]).toEqual(isBase64 ? [...Buffer.from(base64, 'base64')] : undefined);
    }),
    { numRuns: 1_000 },
  );
});
