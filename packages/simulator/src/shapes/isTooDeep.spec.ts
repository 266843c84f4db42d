import { describe, expect, it } from '@jest/globals';
import { isTooDeep } from './isTooDeep.ts';

const nested = (depth: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`);

describe('isTooDeep', () => {
  it.each([
    ['nothing', undefined, false],
    ['a text', 'deep', false],
    ['64 levels', nested(64), false],
    ['66 levels', nested(66), true],
    ['a million levels', nested(1_000_000), true],
    ['a wide list', Array.from({ length: 100_000 }, () => []), false],
  ])('%s', (_, value, expected) => {
    expect(isTooDeep(value)).toBe(expected);
  });
});
