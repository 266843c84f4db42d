import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { DecodeFailure } from '../failure.ts';
import { strict } from '../strict.ts';
import type { EventMap, EventTable } from './eventTable.ts';
import { lookup } from './eventTable.ts';
import { hazardOf } from './hazard.ts';
import { repair } from './repair.ts';
import { decodeFailure, describe, explain } from './report.ts';

/** An event as far as it is understood before its codec is known. */
export interface Tagged {
  readonly type: string;
}

function invalid(codec: t.Mixed, value: unknown): E.Either<DecodeFailure, never> {
  const { message, problems } = explain(codec, value);
  return E.left(decodeFailure('invalid_event', message, problems));
}

/**
 * Reads events by a table: one lookup, then one guard; only what the guard refuses is repaired or explained.
 * Expects values that hold nothing harmful (`asHarmless`, `parseFrame`).
 */
export function eventReader<M extends EventMap<M>>(
  table: EventTable<M>,
): (value: Tagged, exactly: boolean) => E.Either<DecodeFailure, M[keyof M]> {
  const codecs = lookup(table);
  return (value, exactly) => {
    const codec = codecs.get(value.type);
    if (codec === undefined) return E.left(decodeFailure('unknown_type', 'an event of unknown type'));
    if (exactly) {
      const schema = strict(codec);
      return schema.is(value) ? E.right(value) : invalid(schema, value);
    }
    if (codec.is(value)) return E.right(value);
    const repaired = repair(codec, value);
    return codec.is(repaired) ? E.right(repaired) : invalid(codec, repaired);
  };
}

const isTagged = (u: unknown): u is Tagged => t.UnknownRecord.is(u) && typeof u['type'] === 'string';

/** Takes an object with a `type` for an event. */
export function asTagged(u: unknown): E.Either<DecodeFailure, Tagged> {
  return isTagged(u)
    ? E.right(u)
    : E.left(decodeFailure('not_an_event', `expected an object with a string "type", got ${describe(u)}`));
}

/** Takes a value of unknown origin for an event: refuses what JSON could not have brought, or only to do harm. */
export function asHarmless(u: unknown): E.Either<DecodeFailure, Tagged> {
  try {
    const hazard = hazardOf(u, new Set());
    return hazard === undefined ? asTagged(u) : E.left(decodeFailure(hazard, hazard));
  } catch {
    // A getter or a proxy that throws.
    return E.left(decodeFailure('not_an_event', 'a value that cannot be read'));
  }
}
