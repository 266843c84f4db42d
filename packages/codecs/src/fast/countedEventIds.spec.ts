import { expect, it } from '@jest/globals';
import { countedEventIds } from './countedEventIds.ts';

it('makes ids in the shape of the service, none twice, also by two makers', () => {
  const makers = [countedEventIds(), countedEventIds()];
  const ids = Array.from({ length: 5_000 }, () => makers.map((make) => make())).flat();
  expect(ids.every((id) => /^event_[0-9A-Za-z]{21}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});
