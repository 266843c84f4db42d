import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkResponses } from '../test/properties.ts';
import { shuffled } from '../test/shuffled.ts';

describe('responses, whatever the network does', () => {
  it('add up to their done payloads when events interleave and repeat', () => {
    expect(() => fc.assert(fc.property(shuffled(false), checkResponses), { numRuns: 2500 })).not.toThrow();
  });

  it('add up to their done payloads when events get lost', () => {
    expect(() => fc.assert(fc.property(shuffled(true), checkResponses), { numRuns: 2500 })).not.toThrow();
  });
});
