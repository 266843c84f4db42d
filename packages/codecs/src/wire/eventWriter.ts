import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import type * as t from 'io-ts';
import { encodeFailure } from '../describe/failure.ts';
import type { EncodeFailure } from '../describe/failure.ts';
import type { EventMap, EventTable } from '../events/eventTable.ts';
import { explain } from './explain.ts';

/** JSON text of a value, without throwing. */
export function stringify(value: unknown): E.Either<EncodeFailure, string> {
  try {
    return either.right(JSON.stringify(value));
  } catch {
    // A cycle, a bigint or a `toJSON` that throws; the engine's message may quote values.
    return either.left(encodeFailure('not_serialisable', 'expected a value that JSON can carry'));
  }
}

const typeOf = (event: unknown): string =>
  typeof event === 'object' && event !== null && 'type' in event ? String(event.type) : '';

/** Writes events by a table, after checking them: what the types let through by a cast is refused here. */
export function eventWriter<M extends EventMap<M>>(
  table: EventTable<M>,
): (event: { readonly type: string }) => E.Either<EncodeFailure, string> {
  // A `Map`: a string from outside must not find `constructor` or `__proto__`.
  const codecs = new Map<string, t.Type<M[keyof M]>>(Object.entries(table));
  return (event) => {
    const codec = codecs.get(typeOf(event));
    if (codec === undefined) return either.left(encodeFailure('unknown_type', 'an event of unknown type'));
    if (codec.is(event)) return stringify(event);
    const { message, problems } = explain(codec, event);
    return either.left(encodeFailure('invalid_event', message, problems));
  };
}
