import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyMap } from './PersistentMap.ts';

describe('PersistentMap', () => {
  // 'Aa' and 'BB' collide in many hashes; single characters and long ids go through all depths.
  const key = fc.oneof(
    fc.constantFrom('Aa', 'BB', '__proto__', 'constructor', ''),
    fc.string({ maxLength: 3 }),
  );
  const change = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key, value: fc.nat() }),
    fc.record({ kind: fc.constant('delete' as const), key }),
  );

  it('agrees with Map after any changes, and leaves every earlier version as it was', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const oracle = new Map<string, number>();
        let map = emptyMap<number>();
        const history: [typeof map, Map<string, number>][] = [];
        for (const c of changes) {
          history.push([map, new Map(oracle)]);
          if (c.kind === 'set') {
            oracle.set(c.key, c.value);
            map = map.set(c.key, c.value);
          } else {
            oracle.delete(c.key);
            map = map.delete(c.key);
          }
        }
        history.push([map, oracle]);
        const keys = changes.map((c) => c.key);
        for (const [version, expected] of history) {
          expect(version.size).toBe(expected.size);
          for (const k of keys) expect(version.get(k)).toBe(expected.get(k));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps keys apart that share their hash', () => {
    // Both hash to the same 32 bits under FNV-1a.
    const [a, b] = ['costarring', 'liquid'];
    const map = emptyMap<number>().set(a, 1).set(b, 2);
    expect([map.get(a), map.get(b), map.size]).toEqual([1, 2, 2]);
    expect(map.delete(a).get(b)).toBe(2);
    expect(map.delete(a).get(a)).toBeUndefined();
    expect(map.set(a, 3).get(a)).toBe(3);
  });
});
