import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import type * as t from 'io-ts';
import { decodeFailure } from '../describe/failure.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { EventMap, EventTable } from '../events/eventTable.ts';
import type { Drift, NextObserver } from './drift.ts';
import { parseFrame } from './parseFrame.ts';
import type { ShortCut } from '../fast/isPlainEvent.ts';
import { guardOf } from '../fast/guard.ts';
import { hazardOf } from '../describe/hazard.ts';
import { salvage } from './salvage.ts';
import { explain } from './explain.ts';
import { asTagged, Refusal, typeOf } from './tagged.ts';
import type { Tagged } from './tagged.ts';
import { unread } from './unread.ts';

/** How to decode. */
export interface DecodeConfig {
  /**
   * Refuses what OpenAI's schema refuses instead of reading it tolerantly; for tests and simulators. Pass `strict` of
   * `@rx-realtime/codecs/strict`: an application that reads tolerantly does not carry it.
   *
   * @defaultValue tolerant
   */
  readonly strict?: <A>(codec: t.Type<A>) => t.Type<A>;
  /** Hears of each server event that was not read as it came. */
  readonly driftObserver?: NextObserver<Drift>;
}

/** What came out: the event, or why not, with the object that was taken for one. */
export type Reading<A> = E.Either<{ readonly failure: DecodeFailure; readonly value?: Tagged }, A>;

export interface EventReader<A> {
  /** Reads a frame from the wire. */
  readonly frame: (frame: string | Uint8Array, config?: DecodeConfig) => Reading<A>;
  /** Reads a value of unknown origin. */
  readonly value: (u: unknown, config?: DecodeConfig) => Reading<A>;
}

/** What is wrong with an event. */
function failureOf(codec: t.Mixed, value: Tagged, isTolerant = false): DecodeFailure {
  const { message, problems } = explain(codec, value, isTolerant);
  return decodeFailure('invalid_event', message, problems);
}

/** What a reader does beside looking each event up in its table. */
export interface ReaderConfig {
  /**
   * Reads an event without the parts that do not decode, unless it is for their sake. For what servers send; what a
   * client sends is refused, so that it learns of its mistake.
   *
   * @defaultValue false
   */
  readonly salvages?: boolean;
  /** Says yes to most events that are right, faster than the table. */
  readonly isPlain?: ShortCut;
}

/**
 * Reads events by a table: a short cut, or one lookup and a guard, says whether a frame's event is right and
 * harmless. Only what they refuse, and values that JSON may not have made, are looked through, salvaged and explained.
 */
export function eventReader<M extends EventMap<M>>(
  table: EventTable<M>,
  { isPlain, salvages = false }: ReaderConfig = {},
): EventReader<M[keyof M]> {
  const codecs: readonly [string, t.Type<M[keyof M]>][] = Object.entries(table);
  // A `Map`: a string from outside must not find `constructor` or `__proto__`.
  const entries = new Map(codecs.map(([type, codec]) => [type, { codec, guard: guardOf(codec) }] as const));

  const readSlowly = (u: unknown, config?: DecodeConfig): Reading<M[keyof M]> => {
    const value = asTagged(u);
    if (value instanceof Refusal) return either.left(value);
    const hazard = hazardOf(value, 1, new Set());
    if (hazard) return either.left({ failure: decodeFailure(hazard, `refused: ${hazard}`) });
    const codec = entries.get(value.type)?.codec;
    if (codec === undefined)
      return either.left({ failure: decodeFailure('unknown_type', 'an event of unknown type'), value });
    if (config?.strict) {
      const schema = config.strict(codec);
      return schema.is(value)
        ? either.right(value)
        : either.left({ failure: failureOf(schema, value), value });
    }
    if (codec.is(value)) return either.right(value);
    if (!salvages) return either.left({ failure: failureOf(codec, value), value });
    const { value: kept, unread: parts } = salvage(codec, value);
    if (codec.is(kept) && parts.length === 0) return either.right(kept);
    const failure = failureOf(codec, value, true);
    if (!codec.is(kept)) return either.left({ failure, value });
    const event = { ...kept, type: value.type, [unread]: parts };
    config?.driftObserver?.next({ wireType: value.type, event, failure });
    return either.right(event);
  };

  return {
    frame: (frame, config) => {
      const value = parseFrame(frame);
      const type = config?.strict ? undefined : typeOf(value);
      return type !== undefined &&
        (isPlain?.(type, value as object, frame.length) || entries.get(type)?.guard(value, 1))
        ? { _tag: 'Right', right: value as M[keyof M] }
        : readSlowly(value, config);
    },
    value: (u, config) => {
      try {
        return readSlowly(u, config);
      } catch {
        // A getter or a proxy that throws.
        return either.left(new Refusal('not_an_event', 'a value that cannot be read'));
      }
    },
  };
}

/** Refuses everything that is not an event of the table. */
export function orFailure<A>(reading: Reading<A>): E.Either<DecodeFailure, A> {
  return reading._tag === 'Left' ? either.left(reading.left.failure) : reading;
}
