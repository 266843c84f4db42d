import { describe, expect, it } from '@jest/globals';
import { asyncScheduler } from 'rxjs';
import { createGrants } from './grants.ts';
import { seededRandom } from '../scope/random.ts';

const admitted = { kind: 'realtime', model: 'gpt-realtime', setup: {} } as const;

describe('createGrants', () => {
  it('makes no more secrets than anybody needs at once, until some expire', () => {
    let nowMs = 0;
    const grants = createGrants({ scheduler: asyncScheduler, clock: { now: () => nowMs } }, seededRandom(1));
    const first = grants.mint(admitted, 10);
    for (let count = 1; count < 10_000; count++) grants.mint(admitted, 20);
    expect(grants.mint(admitted, 20)).toBeUndefined();
    expect(grants.grantOf(first?.value ?? '')).toBe(admitted);
    nowMs = 10_000;
    expect(grants.mint(admitted, 20)).toBeDefined();
    expect(grants.mint(admitted, 20)).toBeUndefined();
  });
});
