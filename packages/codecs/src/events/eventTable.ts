import type * as t from 'io-ts';

/** Event types and their events; an entry whose event has another `type` does not compile. */
export type EventMap<M> = { readonly [K in keyof M]: { readonly type: K } };

/** One codec for each event type; a missing or crossed entry does not compile. */
export type EventTable<M extends EventMap<M>> = { readonly [K in keyof M]: t.Type<M[K]> };
