import { expect, it } from '@jest/globals';
import { randomId } from './randomId.ts';

it('is the prefix and 21 characters of base 62', () => {
  expect(randomId('event_')).toMatch(/^event_[0-9A-Za-z]{21}$/);
});

it('does not repeat, also beyond the pool of random numbers', () => {
  const ids = Array.from({ length: 10_000 }, () => randomId(''));
  expect(new Set(ids).size).toBe(ids.length);
});

it('draws each character about as often as any other', () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 5000; i++)
    for (const character of randomId('')) counts.set(character, (counts.get(character) ?? 0) + 1);
  const expectedCount = (5000 * 21) / 62;
  expect(counts.size).toBe(62);
  // Seven standard deviations: a fair draw fails once in ten thousand million runs.
  for (const count of counts.values())
    expect(Math.abs(count - expectedCount)).toBeLessThan(7 * Math.sqrt(expectedCount));
});
