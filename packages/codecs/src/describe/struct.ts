import * as t from 'io-ts';
import { maybe } from './lenient.ts';

/** An object with these fields; the optional ones may be absent or null. */
type Struct<R extends t.Props, P extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof P]?: t.TypeOf<P[K]> | null;
};

/** An object with these fields; the optional ones may be absent. */
type Command<R extends t.Props, P extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof P]?: t.TypeOf<P[K]>;
};

/** The codec of a `Struct`. Its type leaves out the tree of io-ts types, which keeps declaration files small. */
export interface StructC<R extends t.Props, P extends t.Props> extends t.Type<Struct<R, P>> {}

/** The codec of a `Command`. */
export interface CommandC<R extends t.Props, P extends t.Props> extends t.Type<Command<R, P>> {}

/**
 * `t.readonly(t.intersection([t.type(required), t.partial(optional)], name))`, except that decoding gives back the value
 * itself, never a copy: a copy made beside a `__proto__` key is how unvalidated data gets through io-ts.
 */
function object<A>(name: string, required: t.Props, optional: t.Props): t.Type<A> {
  const shape = t.intersection([t.type(required), t.partial(optional)], name);
  return new t.ReadonlyType(
    name,
    (u): u is A => shape.is(u),
    (u, context) => {
      const result = shape.validate(u, context);
      return result._tag === 'Left' ? result : t.success(u as A);
    },
    t.identity,
    shape,
  );
}

/**
 * What a server sends: unknown fields are kept, an optional field may be null.
 * (The real service answers `status_details: null`, `usage: null`, `transcript: null` where its schema has no null.)
 */
export function struct<R extends t.Props, P extends t.Props>(
  name: string,
  required: R,
  optional: P,
): StructC<R, P> {
  const orNull = Object.fromEntries(Object.entries(optional).map(([key, codec]) => [key, maybe(codec)]));
  return object(name, required, orNull);
}

/** What a client sends: null only where the schema has it, because to a server null means "turn it off". */
export function command<R extends t.Props, P extends t.Props>(
  name: string,
  required: R,
  optional: P,
): CommandC<R, P> {
  return object(name, required, optional);
}
