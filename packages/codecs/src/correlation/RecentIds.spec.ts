import { describe, expect, it } from '@jest/globals';
import { RecentIds } from './RecentIds.ts';

const filled = (count: number, capacity = 10): RecentIds => {
  const ids = new RecentIds(capacity);
  for (let index = 0; index < count; index += 1) ids.add(`id_${index}`);
  return ids;
};

describe('RecentIds', () => {
  it('knows an id again, in its younger half and in its older', () => {
    for (let count = 1; count <= 19; count += 1) {
      const ids = filled(count);
      for (let index = Math.max(0, count - 10); index < count; index += 1) {
        expect(ids.has(`id_${index}`)).toBe(true);
        expect(ids.add(`id_${index}`)).toBe(false);
      }
    }
  });

  it('takes what it does not know, once', () => {
    const ids = filled(15);
    expect(ids.has('other')).toBe(false);
    expect(ids.add('other')).toBe(true);
    expect(ids.add('other')).toBe(false);
  });

  it('forgets what is older than twice its capacity, and nothing younger than its capacity', () => {
    const ids = filled(25);
    expect(ids.has('id_4')).toBe(false);
    expect(ids.add('id_4')).toBe(true);
    expect(ids.has('id_15')).toBe(true);
  });

  it('takes turns exactly at its capacity', () => {
    expect(filled(19).has('id_0')).toBe(true);
    expect(filled(20).has('id_9')).toBe(false);
    expect(filled(20).has('id_10')).toBe(true);
  });
});
