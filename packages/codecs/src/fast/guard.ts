/**
 * One pass over a value that says whether it is what its codec accepts and holds nothing harmful. io-ts's `is` asks for
 * each declared field of each part of a codec, most of which are absent; this looks at the fields that are there.
 * (Reaching an absent field of a fresh object costs more than all else.)
 */
import * as t from 'io-ts';
import { hazardOf, maxDepth } from '../describe/hazard.ts';
import type { MarkedType } from '../describe/lenient.ts';
import { shapeOf } from '../describe/shape.ts';
import type { TaggedType } from '../describe/tagged.ts';
import { UnknownVariant } from '../describe/tagged.ts';

/** Whether a value at a depth is right and harmless. */
export type Guard = (u: unknown, depth: number) => boolean;

interface Field {
  readonly key: string;
  /** Any string is right, or any number, and that is all there is to know. */
  readonly isText: boolean;
  readonly isCount: boolean;
  readonly required: 0 | 1;
  readonly orNull: boolean;
  readonly guard: Guard;
}

const guards = /*#__PURE__*/ new WeakMap<t.Mixed, Guard>();

/** The codec under the marks that make null right, and whether there was one. */
function underNull(codec: t.Mixed): { inner: t.Mixed; orNull: boolean } {
  const shape = shapeOf(codec);
  const allowsNull =
    shape.kind === 'marked' && (shape.codec.mark === 'maybe' || shape.codec.mark === 'nullable');
  return allowsNull
    ? { inner: underNull(shape.codec.type).inner, orNull: true }
    : { inner: codec, orNull: false };
}

function fieldOf(key: string, codec: t.Mixed, required: 0 | 1): Field {
  const { inner, orNull } = underNull(codec);
  return {
    key,
    isText: inner.is === t.string.is,
    isCount: inner.is === t.number.is,
    required,
    orNull,
    guard: guardOf(inner),
  };
}

function fieldsGuard(required: t.Props, optional: t.Props): Guard {
  const count = Object.keys(required).length;
  const fields = new Map<string, Field>([
    ...Object.entries(required).map(([key, codec]): [string, Field] => [key, fieldOf(key, codec, 1)]),
    ...Object.entries(optional).map(([key, codec]): [string, Field] => [key, fieldOf(key, codec, 0)]),
  ]);
  // A server writes the fields of one kind of object in one order: each is looked for first where it was last time.
  const order: (Field | undefined)[] = [];
  return (u, depth) => {
    if (typeof u !== 'object' || u === null || Array.isArray(u) || depth > maxDepth) return false;
    const value = u as Readonly<Record<string, unknown>>;
    let missing = count;
    let position = 0;
    for (const key in value) {
      const part = value[key];
      let field = order[position];
      if (field?.key !== key) {
        field = fields.get(key);
        if (position < fields.size) order[position] = field;
      }
      position += 1;
      if (field === undefined) {
        if (key === '__proto__' || hazardOf(part, depth + 1) !== undefined) return false;
      } else {
        missing -= field.required;
        if (typeof part === 'string' ? field.isText : typeof part === 'number' && field.isCount) continue;
        if (part === null ? !field.orNull : !field.guard(part, depth + 1)) return false;
      }
    }
    return missing === 0;
  };
}

function markedGuard({ mark, type }: MarkedType<unknown>): Guard {
  const guard = guardOf(type);
  if (mark === 'maybe' || mark === 'nullable') return (u, depth) => u === null || guard(u, depth);
  const unknown = mark === 'open' ? guardOf(UnknownVariant) : undefined;
  return unknown ? (u, depth) => guard(u, depth) || unknown(u, depth) : guard;
}

function taggedGuard({ tag, members }: TaggedType<unknown>): Guard {
  const guardsByTag = new Map([...members].map(([value, member]) => [value, guardOf(member)]));
  return (u, depth) => t.UnknownRecord.is(u) && guardsByTag.get(u[tag])?.(u, depth) === true;
}

function listGuard(element: t.Mixed): Guard {
  const guard = guardOf(element);
  return (u, depth) => {
    if (!Array.isArray(u) || depth > maxDepth) return false;
    for (const part of u) if (!guard(part, depth + 1)) return false;
    return true;
  };
}

function freshGuard(codec: t.Mixed): Guard {
  const shape = shapeOf(codec);
  switch (shape.kind) {
    case 'marked':
      return markedGuard(shape.codec);
    case 'tagged':
      return taggedGuard(shape.codec);
    case 'fields':
      return fieldsGuard(shape.required, shape.optional);
    case 'list':
      return listGuard(shape.element);
    case 'any': {
      const parts = shape.types.map(guardOf);
      return (u, depth) => parts.some((guard) => guard(u, depth));
    }
    case 'refined': {
      const guard = guardOf(shape.type);
      return (u, depth) => guard(u, depth) && shape.holds(u);
    }
    default:
      return (u, depth) => codec.is(u) && hazardOf(u, depth) === undefined;
  }
}

/** The guard of a codec, made when it is first needed. */
export function guardOf(codec: t.Mixed): Guard {
  const known = guards.get(codec);
  if (known) return known;
  const guard = freshGuard(codec);
  guards.set(codec, guard);
  return guard;
}
