import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryOf } from '../../test/arbitraryOf.ts';
import { examples, protocol } from '../../test/fixtures.ts';
import { mutated } from '../../test/mutate.ts';
import type { ServerEventType } from '../events/serverEventCodecs.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';
import { hazardOf } from '../describe/hazard.ts';
import { isPlainEvent } from './isPlainEvent.ts';

const types: readonly ServerEventType[] = [
  'response.output_audio.delta',
  'response.output_audio_transcript.delta',
  'response.output_text.delta',
  'response.output_text.done',
  'response.done',
];

/** OpenAI's examples, deltas also as the service really sends them. */
const plain = (type: string): readonly object[] =>
  (examples[type] ?? []).flatMap((example) =>
    type.endsWith('.delta') ? [example, { ...example, obfuscation: 'x7Q' }] : [example],
  );

/** Whether a frame is accepted, once its event was found by its type. */
function isPlain(type: string, text: string): boolean {
  const u: unknown = JSON.parse(text);
  return typeof u === 'object' && u !== null && isPlainEvent(type, u, text.length);
}

/** Frames with one field more, as the first of each object in turn. */
const withField = (text: string, field: string): readonly string[] =>
  [...text.matchAll(/\{/g)].map(
    ({ index }) => `${text.slice(0, index + 1)}${field},${text.slice(index + 1)}`,
  );

/** Every name in the protocol, and of one field that only servers know. */
const names = new Set(
  [...JSON.stringify(protocol).matchAll(/"([a-z_]+)":/g)].map(([, name]) => String(name)),
);
names.add('reasoning_tokens');

it('there are these and no others', () => {
  const isAccepted = (type: string): boolean =>
    plain(type).some((event) => isPlain(type, JSON.stringify(event)));
  expect(Object.keys(serverEventCodecs).filter(isAccepted).sort()).toEqual([...types].sort());
});

describe.each(types)('%s', (type) => {
  const frames = plain(type).map((event) => JSON.stringify(event));

  it('is accepted as the service sends it', () => {
    expect(frames.map((frame) => isPlain(type, frame))).toEqual(frames.map(() => true));
  });

  it('is accepted only when its codec accepts it too, and nothing harmful is in it', () => {
    const valid = arbitraryOf(protocol.$defs[protocol.serverEvents[type] ?? ''] ?? {}, protocol.$defs);
    const sent = fc.constantFrom(...plain(type));
    let agreed = 0;
    fc.assert(
      fc.property(fc.oneof(valid, mutated(valid), mutated(sent), mutated(mutated(sent))), (u) => {
        // The event was found by its type.
        const text = JSON.stringify(typeof u === 'object' && !Array.isArray(u) ? { ...u, type } : u);
        if (!isPlain(type, text)) return;
        agreed += 1;
        const event: unknown = JSON.parse(text);
        expect(serverEventCodecs[type].is(event)).toBe(true);
        expect(hazardOf(event)).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
    expect(agreed).toBeGreaterThan(20);
  });

  /** As short as can be: there is the most room to hide in. */
  const short = [
    ...frames,
    ...frames.map((frame) => frame.replaceAll(/":(\d+|"inf")/g, '":0').replaceAll(/\["\w+"\]/g, '[]')),
  ];

  it('is left to the guard with a harmful field at any depth', () => {
    const shorter = frames.map((frame) => frame.replaceAll(/":\d{3,}/g, '":1e2'));
    const harmful = [...short, ...shorter].flatMap((frame) => withField(frame, '"__proto__":0'));
    expect(harmful.filter((frame) => isPlain(type, frame))).toEqual([]);
  });

  it('is left to the guard with a field of its codec that is wrong', () => {
    const fields = [...names].flatMap((name) => ['0', '""', '[]', '{}'].map((value) => `"${name}":${value}`));
    const further = short.flatMap((frame) => fields.flatMap((field) => withField(frame, field)));
    const isWrong = (frame: string): boolean => !serverEventCodecs[type].is(JSON.parse(frame));
    expect(further.filter((frame) => isPlain(type, frame) && isWrong(frame))).toEqual([]);
  });
});
