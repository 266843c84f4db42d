/**
 * What a reader tolerates beyond the schema is written next to the field, once, with these marks.
 * Decoding uses the tolerant side; `strict(codec)` walks the same declaration and takes the schema's side.
 */
import * as t from 'io-ts';

export type Mark = 'lenient' | 'maybe' | 'nullable' | 'expected' | 'vital' | 'sealed' | 'open' | 'filled';

/** What a field is read as when it is not there, from the other fields of its object; undefined when they do not say. */
export type Fill<A> = (others: Readonly<Record<string, unknown>>) => A | undefined;

/** A codec that reads like `type`, with a note for `strict` about what the schema says instead. */
export class MarkedType<A> extends t.Type<A> {
  readonly _tag = 'MarkedType';
  readonly mark: Mark;
  /** The codec under the mark. */
  readonly type: t.Mixed;
  /** What the schema demands, when that is another codec. */
  readonly narrow: t.Mixed;
  /** For `filled`: makes the value that an absent field is read as, of the object that lacks it. */
  readonly fill: Fill<A> | undefined;

  constructor(mark: Mark, codec: t.Type<A>, type: t.Mixed = codec, narrow: t.Mixed = type, fill?: Fill<A>) {
    super(codec.name, codec.is, codec.validate, codec.encode);
    this.mark = mark;
    this.type = type;
    this.narrow = narrow;
    this.fill = fill;
  }
}

function orNull<A>(codec: t.Type<A>, name: string): t.Type<A | null> {
  return new t.Type<A | null>(
    name,
    (u): u is A | null => u === null || codec.is(u),
    (u, context) => (u === null ? t.success(u) : codec.validate(u, context)),
    t.identity,
  );
}

/** Reads `wide`; the schema says `narrow`. */
export function lenient<A>(wide: t.Type<A>, narrow: t.Mixed): t.Type<A> {
  return new MarkedType('lenient', wide, wide, narrow);
}

/** The schema itself allows null here. */
export function nullable<A>(codec: t.Type<A>): t.Type<A | null> {
  return new MarkedType('nullable', orNull(codec, `${codec.name} | null`), codec);
}

/** An optional field, read as absent when null although the schema does not allow null. */
export function maybe<A>(codec: t.Type<A>): t.Type<A | null> {
  return new MarkedType('maybe', orNull(codec, codec.name), codec);
}

/** In the optional group: the schema requires the field, its absence does not change what the event means. */
export function expected<A>(codec: t.Type<A>): t.Type<A> {
  return new MarkedType('expected', codec);
}

/** In the required group: the schema calls the field optional, without it the event means nothing. */
export function vital<A>(codec: t.Type<A>): t.Type<A> {
  return new MarkedType('vital', codec);
}

/** In the required group: compatible servers leave it out; it is then read as `fill` says. */
export function filled<A>(codec: t.Type<A>, fill: Fill<NoInfer<A>>): t.Type<A> {
  return new MarkedType('filled', codec, codec, codec, fill);
}

/** The schema allows no further fields; the reader keeps them. */
export function sealed<A>(codec: t.Type<A>): t.Type<A> {
  return new MarkedType('sealed', codec);
}

/** Those values of `codec` for which `holds`. */
export function narrowed<A, B extends A>(codec: t.Type<A>, name: string, holds: (a: A) => a is B): t.Type<B> {
  const is = (u: unknown): u is B => codec.is(u) && holds(u);
  return new t.RefinementType(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context)),
    t.identity,
    codec,
    holds,
  );
}

/** Those values of `codec` for which `holds`, of the same type. */
export function restricted<A>(codec: t.Type<A>, name: string, holds: (a: A) => boolean): t.Type<A> {
  return narrowed(codec, name, (a): a is A => holds(a));
}

/** A string of which the schema lists these values. New ones are read too, so that a new model or status breaks nobody. */
export function openEnum<const V extends string>(...values: readonly V[]): t.Type<V | (string & {})> {
  const listed: ReadonlySet<string> = new Set(values);
  return lenient(
    t.string,
    restricted(t.string, values.join(' | '), (s) => listed.has(s)),
  );
}

/** A string of which these values are known; the schema too allows any other. */
export function anyString<V extends string>(): t.Type<V | (string & {})> {
  return t.string;
}

/** A number; whole and within the limits according to the schema. */
export function integer(minimum = -Infinity, maximum = Infinity): t.Type<number> {
  return lenient(
    t.number,
    restricted(t.number, 'integer', (n) => Number.isInteger(n) && n >= minimum && n <= maximum),
  );
}

/** A number; within the limits according to the schema. */
export function numberWithin(minimum: number, maximum: number): t.Type<number> {
  return lenient(
    t.number,
    restricted(t.number, `${minimum} to ${maximum}`, (n) => n >= minimum && n <= maximum),
  );
}

/** A string; of this form according to the schema. */
export function stringThat(form: string, holds: (s: string) => boolean): t.Type<string> {
  return lenient(t.string, restricted(t.string, form, holds));
}

/** A list; with at least one element according to the schema. */
export function nonEmptyList<A>(item: t.Type<A>): t.Type<readonly A[]> {
  const list = t.readonlyArray(item);
  return lenient(
    list,
    restricted<readonly A[]>(list, `non-empty ${list.name}`, (as) => as.length > 0),
  );
}
