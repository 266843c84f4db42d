import * as t from 'io-ts';
import { MarkedType } from './lenient.ts';
import { TaggedType } from './tagged.ts';

/** What a codec is made of. The strict twin, the repair, the report and the guard are all walks over this. */
export type Shape =
  | { readonly kind: 'marked'; readonly codec: MarkedType<unknown> }
  | { readonly kind: 'tagged'; readonly codec: TaggedType<unknown> }
  | { readonly kind: 'fields'; readonly required: t.Props; readonly optional: t.Props }
  | { readonly kind: 'any'; readonly types: readonly t.Mixed[] }
  | { readonly kind: 'list'; readonly element: t.Mixed }
  | { readonly kind: 'map'; readonly domain: t.Mixed; readonly value: t.Mixed }
  | { readonly kind: 'refined'; readonly type: t.Mixed; readonly holds: (u: unknown) => boolean }
  | { readonly kind: 'leaf' };

const isWrapper = (codec: t.Mixed): codec is t.ReadonlyType<t.Mixed> => codec instanceof t.ReadonlyType;
const isRequired = (codec?: t.Mixed): codec is t.InterfaceType<t.Props> => codec instanceof t.InterfaceType;
const isOptional = (codec?: t.Mixed): codec is t.PartialType<t.Props> => codec instanceof t.PartialType;
const isAll = (codec: t.Mixed): codec is t.IntersectionType<t.Mixed[]> => codec instanceof t.IntersectionType;
const isAny = (codec: t.Mixed): codec is t.UnionType<t.Mixed[]> => codec instanceof t.UnionType;
const isList = (codec: t.Mixed): codec is t.ReadonlyArrayType<t.Mixed> =>
  codec instanceof t.ReadonlyArrayType;
const isMap = (codec: t.Mixed): codec is t.DictionaryType<t.Mixed, t.Mixed> =>
  codec instanceof t.DictionaryType;
const isRefined = (codec: t.Mixed): codec is t.RefinementType<t.Mixed> => codec instanceof t.RefinementType;

/** Looks one level into a codec. */
export function shapeOf(codec: t.Mixed): Shape {
  if (codec instanceof MarkedType) return { kind: 'marked', codec };
  if (codec instanceof TaggedType) return { kind: 'tagged', codec };
  if (isWrapper(codec)) return shapeOf(codec.type);
  if (isRequired(codec)) return { kind: 'fields', required: codec.props, optional: {} };
  if (isAll(codec)) {
    const [first, second] = codec.types;
    if (isRequired(first) && isOptional(second)) {
      return { kind: 'fields', required: first.props, optional: second.props };
    }
  }
  if (isAny(codec)) return { kind: 'any', types: codec.types };
  if (isList(codec)) return { kind: 'list', element: codec.type };
  if (isMap(codec)) return { kind: 'map', domain: codec.domain, value: codec.codomain };
  if (isRefined(codec)) return { kind: 'refined', type: codec.type, holds: codec.predicate };
  return { kind: 'leaf' };
}
