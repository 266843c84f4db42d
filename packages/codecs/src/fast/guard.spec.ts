import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryOf } from '../../test/arbitraryOf.ts';
import { protocol } from '../../test/fixtures.ts';
import { mutated } from '../../test/mutate.ts';
import type { ServerEventType } from '../events/serverEventCodecs.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';
import { guardOf } from './guard.ts';
import { hazardOf } from '../describe/hazard.ts';

describe('says what the codec says of a harmless value', () => {
  it.each(Object.keys(serverEventCodecs) as ServerEventType[])('%s', (type) => {
    const codec = serverEventCodecs[type];
    const valid = arbitraryOf(protocol.$defs[protocol.serverEvents[type] ?? ''] ?? {}, protocol.$defs);
    fc.assert(
      fc.property(fc.oneof(valid, mutated(valid), mutated(mutated(valid))), (u) => {
        const expected = codec.is(u) && hazardOf(u) === undefined;
        expect(guardOf(codec)(u, 1)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('refuses what is harmful', () => {
  const guard = guardOf(serverEventCodecs['response.done']);
  const event = (extra: string, inside = ''): unknown =>
    JSON.parse(
      `{"type":"response.done","event_id":"e","response":{"id":"r","metadata":{}${inside}}${extra}}`,
    );
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  it.each<[string, unknown]>([
    ['a key in an unknown field', event(',"x":[{"__proto__":1}]')],
    ['a key in the event', event(',"__proto__":1')],
    ['a key in a part', event('', ',"__proto__":{}')],
    ['a key in a map', event('', ',"metadata":{"__proto__":"x"}')],
    ['nesting in an unknown field', event(`,"x":${nested(64)}`)],
    ['nesting in an unknown field of a part', event('', `,"x":${nested(63)}`)],
  ])('%s', (_name, u) => {
    expect(guard(u, 1)).toBe(false);
    expect(hazardOf(u)).toBeDefined();
  });

  it('and nothing else: as deep as is allowed, and again in another order', () => {
    for (const u of [
      event(`,"x":${nested(63)}`),
      event('', `,"x":${nested(62)}`),
      { response: { id: 'r' }, event_id: 'e', type: 'response.done' },
    ]) {
      expect(guard(u, 1)).toBe(true);
      expect(hazardOf(u)).toBeUndefined();
    }
  });
});
