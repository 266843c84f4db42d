import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { MarkedType, restricted } from './internal/lenient.ts';
import { TaggedType } from './internal/tagged.ts';

const known = new WeakMap<t.Mixed, t.Mixed>();

function isMarked(codec: t.Mixed, mark: MarkedType<unknown>['mark']): boolean {
  return codec instanceof MarkedType && codec.mark === mark;
}

/** The optional fields are written under `maybe`, which the schema knows nothing about. */
function underMaybe(codec: t.Mixed): t.Mixed {
  return codec instanceof MarkedType && codec.mark === 'maybe' ? codec.type : codec;
}

function strictProps(name: string, required: t.Props, optional: t.Props): t.Mixed {
  const must: t.Props = {};
  const may: t.Props = {};
  for (const [key, codec] of Object.entries(required))
    (isMarked(codec, 'vital') ? may : must)[key] = derive(codec);
  for (const [key, codec] of Object.entries(optional)) {
    const field = underMaybe(codec);
    (isMarked(field, 'expected') ? must : may)[key] = derive(field);
  }
  return t.intersection([t.type(must), t.partial(may)], name);
}

function keysOf(codec: t.Mixed): ReadonlyArray<string> {
  if (codec instanceof MarkedType || codec instanceof t.ReadonlyType) return keysOf(codec.type);
  if (codec instanceof t.IntersectionType) return codec.types.flatMap(keysOf);
  return codec instanceof t.InterfaceType || codec instanceof t.PartialType ? Object.keys(codec.props) : [];
}

function seal(codec: t.Mixed): t.Mixed {
  const keys = new Set(keysOf(codec));
  const noOthers = (u: object): boolean => Object.keys(u).every((key) => keys.has(key));
  return new t.Type(
    codec.name,
    (u): u is unknown => codec.is(u) && noOthers(Object(u)),
    (u, context) => (noOthers(Object(u)) ? codec.validate(u, context) : t.failure(u, context)),
    t.identity,
  );
}

function deriveMarked(codec: MarkedType<unknown>): t.Mixed {
  switch (codec.mark) {
    case 'lenient':
      return derive(codec.narrow);
    case 'nullable':
      return t.union([derive(codec.type), t.null], codec.name);
    case 'sealed':
      return seal(derive(codec.type));
    default:
      return derive(codec.type);
  }
}

function deriveFresh(codec: t.Mixed): t.Mixed {
  if (codec instanceof MarkedType) return deriveMarked(codec);
  if (codec instanceof TaggedType) {
    const members = new Map<unknown, t.Mixed>(
      [...codec.members].map(([tag, member]) => [tag, derive(member)]),
    );
    // In some unions of the schema the tag is optional; then any member may match.
    const [first, second, ...others] = [...members.values()];
    if (first && second) members.set(undefined, t.union([first, second, ...others], codec.name));
    return new TaggedType(codec.name, codec.tag, members);
  }
  if (codec instanceof t.ReadonlyType) return derive(codec.type);
  if (codec instanceof t.IntersectionType) {
    const [required, optional] = codec.types;
    return required instanceof t.InterfaceType && optional instanceof t.PartialType
      ? strictProps(codec.name, required.props, optional.props)
      : codec;
  }
  if (codec instanceof t.InterfaceType) return strictProps(codec.name, codec.props, {});
  if (codec instanceof t.ReadonlyArrayType) return t.array(derive(codec.type), codec.name);
  if (codec instanceof t.DictionaryType) return t.record(codec.domain, derive(codec.codomain), codec.name);
  if (codec instanceof t.UnionType) return t.union(codec.types.map(derive), codec.name);
  if (codec instanceof t.RefinementType)
    return restricted<unknown>(derive(codec.type), codec.name, codec.predicate);
  return codec;
}

function derive(codec: t.Mixed): t.Mixed {
  const done = known.get(codec);
  if (done) return done;
  const fresh = deriveFresh(codec);
  known.set(codec, fresh);
  return fresh;
}

/**
 * The codec that accepts exactly what OpenAI's schema accepts, derived from the tolerant one.
 *
 * Tolerant: nulls, absences and new enumeration values of real servers are read. Strict: they are refused, as are
 * numbers out of range. Both come from one declaration. For tests, simulators and telling drift; not for the wire.
 *
 * @example
 * import { ResponseOutputTextDelta, strict } from '@rx-realtime/codecs';
 *
 * const event = { type: 'response.output_text.delta', event_id: 'e', response_id: 'r', item_id: 'i', output_index: 0.5, content_index: 0, delta: '' };
 * console.log(ResponseOutputTextDelta.is(event), strict(ResponseOutputTextDelta).is(event)); // true false
 */
export function strict<A>(codec: t.Type<A>): t.Type<A> {
  const schema = derive(codec);
  return new t.Type(
    codec.name,
    (u): u is A => schema.is(u),
    (u, context) => {
      const result = schema.validate(u, context);
      return E.isLeft(result) ? result : t.success(u as A);
    },
    t.identity,
  );
}
