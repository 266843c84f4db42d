import type * as t from 'io-ts';

/** Event types and their events; an entry whose event has another `type` does not compile. */
export type EventMap<M> = { readonly [K in keyof M]: { readonly type: K } };

/** One codec for each event type; a missing or crossed entry does not compile. */
export type EventTable<M extends EventMap<M>> = { readonly [K in keyof M]: t.Type<M[K]> };

/**
 * Looks a value up by a string from outside, which must not find `constructor` or `__proto__`. By its length first:
 * a string that was just parsed has no hash yet, and making one costs more than comparing it with its likes.
 */
export function lookup<A>(entries: Iterable<readonly [string, A]>): (type: string) => A | undefined {
  const byLength: (readonly [type: string, value: A])[][] = [];
  for (const entry of entries) (byLength[entry[0].length] ??= []).push(entry);
  return (type) => {
    for (const candidate of byLength[type.length] ?? []) if (candidate[0] === type) return candidate[1];
    return undefined;
  };
}
