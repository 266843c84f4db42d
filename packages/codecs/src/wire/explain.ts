import * as t from 'io-ts';
import type { Problem } from '../describe/failure.ts';
import { shapeOf } from '../describe/shape.ts';
import { isNewKind } from './isNewKind.ts';

const maxProblems = 3;

function shorten(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 3)}...`;
}

/** The kind of a value and its length: what a report may say about it. */
export function describe(u: unknown): string {
  if (u === null) return 'null';
  if (typeof u === 'string') return `string of length ${u.length}`;
  if (Array.isArray(u)) return `array of length ${u.length}`;
  return typeof u;
}

/** As `codec.is`, which would have the compiler believe that what does not fit is nothing at all. */
const fits = (codec: t.Mixed, u: unknown): boolean => codec.is(u);

/**
 * The first places where a value is not what its codec expects. io-ts would list all of them with the values on the
 * way, which is a megabyte for one bad frame and all memory for a hostile one; this stops after three.
 */
function search(
  codec: t.Mixed,
  u: unknown,
  path: readonly string[],
  isTolerant: boolean,
  found: Problem[],
): void {
  if (found.length >= maxProblems || fits(codec, u)) return;
  const shape = shapeOf(codec);
  const inside = (part: t.Mixed, value: unknown, ...keys: readonly string[]): void =>
    search(part, value, [...path, ...keys], isTolerant, found);
  if (shape.kind === 'marked') {
    const { mark, type } = shape.codec;
    const isKnown =
      mark === 'filled' ? u !== undefined && u !== null : mark !== 'open' || !isNewKind(type, u);
    return isTolerant && !isKnown ? undefined : inside(type, u);
  }
  if (shape.kind === 'refined' && !fits(shape.type, u)) return inside(shape.type, u);
  if (shape.kind === 'list' && Array.isArray(u)) {
    const elements: readonly unknown[] = u;
    const wrong = elements.findIndex((element) => !fits(shape.element, element));
    return inside(shape.element, elements[wrong], String(wrong));
  }
  if (t.UnknownRecord.is(u)) {
    if (shape.kind === 'tagged') {
      const member = shape.codec.members.get(u[shape.codec.tag]);
      if (member) return inside(member, u);
    } else if (shape.kind === 'fields') {
      for (const [key, part] of Object.entries(shape.required)) inside(part, u[key], key);
      for (const [key, part] of Object.entries(shape.optional))
        if (u[key] !== undefined) inside(part, u[key], key);
      return undefined;
    } else if (shape.kind === 'map') {
      return inside(
        shape.value,
        Object.values(u).find((value) => !fits(shape.value, value)),
        '*',
      );
    }
  }
  found.push({ path: shorten(path.join('.'), 100), expected: shorten(codec.name, 50), actual: describe(u) });
}

/**
 * Names the first places where `u` is not what `codec` expects.
 *
 * @param isTolerant passes over what a tolerant reader fills in and what says itself that it is of a new kind
 */
export function explain(
  codec: t.Mixed,
  u: unknown,
  isTolerant = false,
): { message: string; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  search(codec, u, [], isTolerant, problems);
  const places = problems.map(
    ({ path, expected, actual }) => `expected ${expected} at ${path || 'the top'}, got ${actual}`,
  );
  return { message: shorten(`${codec.name}: ${places.join('; ')}`, 400), problems };
}
