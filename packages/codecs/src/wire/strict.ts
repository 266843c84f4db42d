import * as t from 'io-ts';
import type { Mark } from '../describe/lenient.ts';
import { MarkedType, restricted } from '../describe/lenient.ts';
import type { Shape } from '../describe/shape.ts';
import { shapeOf } from '../describe/shape.ts';
import { TaggedType } from '../describe/tagged.ts';

const derived = /*#__PURE__*/ new WeakMap<t.Mixed, t.Mixed>();

/** The codec under a mark that the schema knows nothing about, or the codec itself. */
function under(mark: Mark, codec: t.Mixed): t.Mixed {
  return codec instanceof MarkedType && codec.mark === mark ? codec.type : codec;
}

function isMarked(mark: Mark, codec: t.Mixed): boolean {
  return codec instanceof MarkedType && codec.mark === mark;
}

function strictFields(name: string, required: t.Props, optional: t.Props): t.Mixed {
  const must: t.Props = {};
  const may: t.Props = {};
  for (const [key, codec] of Object.entries(required))
    (isMarked('vital', codec) ? may : must)[key] = derive(codec);
  for (const [key, codec] of Object.entries(optional)) {
    const field = under('maybe', codec);
    (isMarked('expected', field) ? must : may)[key] = derive(field);
  }
  return t.intersection([t.type(must), t.partial(may)], name);
}

function keysOf(codec: t.Mixed): readonly string[] {
  const shape = shapeOf(codec);
  return shape.kind === 'fields' ? [...Object.keys(shape.required), ...Object.keys(shape.optional)] : [];
}

function sealed(codec: t.Mixed): t.Mixed {
  const keys = new Set(keysOf(codec));
  const noOthers = (u: unknown): boolean => Object.keys(Object(u)).every((key) => keys.has(key));
  return restricted(codec, codec.name, noOthers);
}

function strictMarked({ mark, type, narrow, name }: MarkedType<unknown>): t.Mixed {
  if (mark === 'lenient') return derive(narrow);
  if (mark === 'nullable') return t.union([derive(type), t.null], name);
  return mark === 'sealed' ? sealed(derive(type)) : derive(type);
}

function anyOf(types: readonly t.Mixed[], name: string): t.Mixed {
  const [first, second, ...others] = types.map(derive);
  return first && second ? t.union([first, second, ...others], name) : (first ?? t.undefined);
}

function strictTagged({ name, tag, members }: TaggedType<unknown>): t.Mixed {
  const strictMembers = new Map<unknown, t.Mixed>(
    [...members].map(([value, member]) => [value, derive(member)]),
  );
  // Where the schema does not require the tag, any member may match a value without it.
  strictMembers.set(undefined, anyOf([...members.values()], name));
  return new TaggedType(name, tag, strictMembers);
}

function strictOf(codec: t.Mixed, shape: Shape): t.Mixed {
  switch (shape.kind) {
    case 'marked':
      return strictMarked(shape.codec);
    case 'tagged':
      return strictTagged(shape.codec);
    case 'fields':
      return strictFields(codec.name, shape.required, shape.optional);
    case 'any':
      return anyOf(shape.types, codec.name);
    case 'list':
      return t.readonlyArray(derive(shape.element), codec.name);
    case 'map':
      return t.record(shape.domain, derive(shape.value), codec.name);
    case 'refined':
      return restricted(derive(shape.type), codec.name, shape.holds);
    default:
      return codec;
  }
}

function derive(codec: t.Mixed): t.Mixed {
  const known = derived.get(codec);
  if (known) return known;
  const fresh = strictOf(codec, shapeOf(codec));
  derived.set(codec, fresh);
  return fresh;
}

/**
 * The codec that accepts exactly what OpenAI's schema accepts, derived from the tolerant one.
 *
 * Tolerant: the nulls, absences and new enumeration values of real servers are read. Strict: they are refused, as are
 * numbers out of range. Both come from one declaration. For tests, simulators and drift; not for the wire.
 *
 * @example
 * import { ResponseCancel } from '@rx-realtime/codecs';
 * import { strict } from '@rx-realtime/codecs/strict';
 *
 * const event = { type: 'response.cancel', event_id: 'x'.repeat(513) };
 * console.log(ResponseCancel.is(event), strict(ResponseCancel).is(event)); // prints: true false
 */
export function strict<A>(codec: t.Type<A>): t.Type<A> {
  return derive(codec);
}
