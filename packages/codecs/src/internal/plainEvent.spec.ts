import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryOf } from '../../test/arbitraryOf.ts';
import { examples, protocol } from '../../test/fixtures.ts';
import { mutated } from '../../test/mutate.ts';
import type { ServerEventType } from '../serverEvent.ts';
import { serverEventCodecs } from '../serverEvent.ts';
import { hazardOf } from './hazard.ts';
import { shortcutOf } from './plainEvent.ts';

const types: ReadonlyArray<ServerEventType> = [
  'response.output_audio.delta',
  'response.output_audio_transcript.delta',
  'response.output_text.delta',
  'response.output_text.done',
  'response.done',
];

/** OpenAI's examples, deltas also as the service really sends them. */
const plain = (type: ServerEventType): ReadonlyArray<object> =>
  (examples[type] ?? []).flatMap((example) =>
    type.endsWith('.delta') ? [example, { ...example, obfuscation: 'x7Q' }] : [example],
  );

const isPlain = (type: ServerEventType, u: unknown): boolean =>
  typeof u === 'object' && u !== null && shortcutOf(type)?.(u) === true;

it('there are these and no others', () => {
  expect(
    Object.keys(serverEventCodecs)
      .filter((type) => shortcutOf(type) !== undefined)
      .sort(),
  ).toEqual([...types].sort());
});

describe.each(types)('%s', (type) => {
  it('is said yes to as the service sends it', () => {
    expect(plain(type).map((event) => isPlain(type, event))).toEqual(plain(type).map(() => true));
  });

  it('is said yes to only when its codec says so too, and nothing harmful is in it', () => {
    const valid = arbitraryOf(protocol.$defs[protocol.serverEvents[type] ?? ''] ?? {}, protocol.$defs);
    const known = fc.constantFrom(...plain(type));
    let agreed = 0;
    fc.assert(
      fc.property(fc.oneof(valid, mutated(valid), mutated(known), mutated(mutated(known))), (u) => {
        // The event was found by its type.
        const typed: unknown = typeof u === 'object' && !Array.isArray(u) ? { ...u, type } : u;
        if (!isPlain(type, typed)) return;
        agreed += 1;
        expect(serverEventCodecs[type].is(typed)).toBe(true);
        expect(hazardOf(typed)).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
    expect(agreed).toBeGreaterThan(20);
  });

  it('is left to the guard with any further field, at any depth', () => {
    for (const event of plain(type)) {
      const text = JSON.stringify(event);
      for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at + 1)) {
        for (const field of ['"__proto__":{}', '"x":1']) {
          const further: unknown = JSON.parse(`${text.slice(0, at + 1)}${field},${text.slice(at + 1)}`);
          expect(isPlain(type, further)).toBe(false);
        }
      }
    }
  });
});
