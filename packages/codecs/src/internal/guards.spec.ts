import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { guardsSource } from '../../scripts/guards.mjs';
import { arbitraryOf } from '../../test/arbitraryOf.ts';
import { protocol } from '../../test/fixtures.ts';
import { mutated } from '../../test/mutate.ts';
import type { ServerEventType } from '../serverEvent.ts';
import { serverEventCodecs } from '../serverEvent.ts';
import { serverEventGuards } from './guards.ts';
import { shapeOf } from './shape.ts';
import { UnknownVariant } from './tagged.ts';

it('is what scripts/write-guards.mjs writes now', () => {
  const source = guardsSource({ shapeOf, UnknownVariant, codecs: serverEventCodecs });
  expect(readFileSync('packages/codecs/src/internal/guards.ts', 'utf8')).toBe(source);
});

describe('says what the codec says', () => {
  it.each(Object.keys(serverEventCodecs) as Array<ServerEventType>)('%s', (type) => {
    const codec = serverEventCodecs[type];
    const guard = serverEventGuards.get(type);
    const valid = arbitraryOf(protocol.$defs[protocol.serverEvents[type] ?? ''] ?? {}, protocol.$defs);
    const values = fc.oneof(valid, mutated(valid), mutated(mutated(valid)));
    fc.assert(
      fc.property(values, (value) => {
        // The guard is chosen by the type and so does not look at it.
        const u: unknown = typeof value === 'object' && !Array.isArray(value) ? { ...value, type } : value;
        expect(guard?.(u)).toBe(codec.is(u));
      }),
      { numRuns: 300 },
    );
  });
});
