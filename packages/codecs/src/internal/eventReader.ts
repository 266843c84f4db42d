import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { DecodeFailure } from '../failure.ts';
import { strict } from '../strict.ts';
import type { EventMap, EventTable } from './eventTable.ts';
import { codecFor, lookup } from './eventTable.ts';
import { hazardOf } from './hazard.ts';
import { repair } from './repair.ts';
import { decodeFailure, describe, explain } from './report.ts';

export interface DecodeConfig {
  /** Refuse what OpenAI's schema refuses instead of reading it tolerantly. Default false. For tests and simulators. */
  readonly strict?: boolean;
}

/** An event as far as it is understood before its codec is known. */
export interface Tagged {
  readonly type: string;
}

function invalid(codec: t.Mixed, value: unknown): E.Either<DecodeFailure, never> {
  const { message, problems } = explain(codec, value);
  return E.left(decodeFailure('invalid_event', message, problems));
}

type Guard = (u: unknown) => boolean;

/** For each event type what `codec.is` says of a value of that type, faster. */
export type Guards = ReadonlyMap<string, Guard>;

/**
 * Reads events by a table: one lookup, then one guard; only what the guard refuses is repaired or explained.
 * Expects values that hold nothing harmful (`asHarmless`, `parseFrame`).
 */
export function eventReader<M extends EventMap<M>>(
  table: EventTable<M>,
  fastGuards?: Guards,
): (value: Tagged, config?: DecodeConfig) => E.Either<DecodeFailure, M[keyof M]> {
  const codecOf = codecFor(table);
  const guardOf = fastGuards ? lookup(fastGuards) : (type: string): Guard | undefined => codecOf(type)?.is;
  const readSlowly = (value: Tagged, exactly: boolean): E.Either<DecodeFailure, M[keyof M]> => {
    const codec = codecOf(value.type);
    if (codec === undefined) return E.left(decodeFailure('unknown_type', 'an event of unknown type'));
    if (exactly) {
      const schema = strict(codec);
      return schema.is(value) ? E.right(value) : invalid(schema, value);
    }
    const repaired = repair(codec, value);
    return codec.is(repaired) ? E.right(repaired) : invalid(codec, repaired);
  };
  return (value, config) => {
    const exactly = config?.strict === true;
    const guard = exactly ? undefined : guardOf(value.type);
    return guard?.(value) === true ? E.right(value as M[keyof M] & Tagged) : readSlowly(value, exactly);
  };
}

/** Takes an object with a `type` for an event. */
export function asTagged(u: unknown): E.Either<DecodeFailure, Tagged> {
  return typeof u === 'object' && u !== null && 'type' in u && typeof u.type === 'string'
    ? E.right(u as Tagged)
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
