import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesFromBase64 } from './bytesFromBase64.ts';
import { maxPartLength, partOfSlab } from './slab.ts';

it('gives each its own bytes, at an offset for samples of any size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: maxPartLength }), { minLength: 1, maxLength: 20 }),
      (lengths) => {
        const parts = lengths.map((length) => partOfSlab(length));
        parts.forEach((part, index) => part?.fill(index));
        expect(parts.map((part) => part?.length)).toEqual(lengths);
        expect(parts.every((part, index) => part?.every((byte) => byte === index))).toBe(true);
        expect(parts.every((part) => part !== undefined && part.byteOffset % 8 === 0)).toBe(true);
      },
    ),
  );
});

it('cannot be taken to a worker by one of its parts, which would empty all others', () => {
  const slab = partOfSlab(1)?.buffer ?? new ArrayBuffer(0);
  // Node 20 copies instead, later versions throw.
  const transfer = (): void => {
    try {
      structuredClone(slab, { transfer: [slab] });
    } catch {
      // As it should be.
    }
  };
  transfer();
  expect(slab.byteLength).toBeGreaterThan(0);
});

it('leaves later texts alone when one is no base64', () => {
  const before = bytesFromBase64('AQID');
  expect(() => bytesFromBase64('AQ!D')).toThrow('not_base64');
  expect([...before, ...bytesFromBase64('BAUG')]).toEqual([1, 2, 3, 4, 5, 6]);
});
