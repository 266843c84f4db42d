import * as t from 'io-ts';
import { MarkedType } from './lenient.ts';

type Members = Readonly<Record<string, t.Mixed>>;

/** A union told apart by one field. */
export class TaggedType<A> extends t.Type<A> {
  readonly _tag = 'TaggedType';
  readonly tag: string;
  readonly members: ReadonlyMap<unknown, t.Mixed>;

  constructor(name: string, tag: string, members: ReadonlyMap<unknown, t.Mixed>) {
    const memberOf = (u: unknown): t.Mixed | undefined =>
      t.UnknownRecord.is(u) ? members.get(u[tag]) : undefined;
    super(
      name,
      (u): u is A => memberOf(u)?.is(u) === true,
      (u, context) => memberOf(u)?.validate(u, context) ?? t.failure(u, context),
      t.identity,
    );
    this.tag = tag;
    this.members = members;
  }
}

/**
 * A union told apart by the field `tag`: one lookup instead of trying each member, and a failure that names one member only.
 * (An io-ts union whose members share a literal, as the three kinds of message do, loses its index and reports every branch.)
 */
export function tagged<M extends Members>(
  name: string,
  tag: string,
  members: M,
): t.Type<t.TypeOf<M[keyof M]>> {
  return new TaggedType(name, tag, new Map(Object.entries(members)));
}

/** A member of a union that this version does not know, as the server sent it. */
export const UnknownVariant = t.readonly(
  t.type({
    /** Not a wire type: marks what was not understood. */
    type: t.literal('unknown'),
    /** The `type` that the server sent. */
    wireType: t.string,
    /** The whole value, unread. */
    payload: t.unknown,
  }),
  'UnknownVariant',
);
export interface UnknownVariant extends t.TypeOf<typeof UnknownVariant> {}

/** A union that a later server may extend: `decodeServerEvent` turns an unknown member into an `UnknownVariant`. */
export function orUnknown<A>(codec: t.Type<A>): t.Type<A | UnknownVariant> {
  const open = new t.Type<A | UnknownVariant>(
    codec.name,
    (u): u is A | UnknownVariant => codec.is(u) || UnknownVariant.is(u),
    (u, context) => (UnknownVariant.is(u) ? t.success(u) : codec.validate(u, context)),
    t.identity,
  );
  return new MarkedType('open', open, codec);
}
