import type { TypedEvent } from '../correlation/correlation.ts';
import { decodeFailure } from '../describe/failure.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { UnknownServerEvent } from '../events/serverEventCodecs.ts';
import { describe } from './explain.ts';
import type { UnreadPart } from './unread.ts';

/** Something that a server sent otherwise than this version knows it. */
export interface Drift {
  /** The `type` that the server sent. */
  readonly wireType: string;
  /** What it was read as: `unknown`, or the event without the parts that did not decode (see `unreadOf`). */
  readonly event: TypedEvent;
  /** What was expected where, without any value; absent when the type is new. */
  readonly failure?: DecodeFailure;
}

/** An event that is not understood at all. */
export const driftOfUnknown = (event: UnknownServerEvent): Drift => {
  const { wireType, failure } = event;
  return failure === undefined ? { wireType, event } : { wireType, event, failure };
};

/** An event of which parts were left out. */
export const driftOfParts = (event: TypedEvent, parts: readonly UnreadPart[]): Drift => {
  const problems = parts
    .slice(0, 3)
    .map(({ path, expected, value }) => ({ path: path.slice(0, 100), expected, actual: describe(value) }));
  const places = problems.map(
    ({ path, expected, actual }) => `expected ${expected} at ${path}, got ${actual}`,
  );
  const message = `${event.type} without ${parts.length} of its parts: ${places.join('; ')}`;
  return {
    wireType: event.type,
    event,
    failure: decodeFailure('invalid_event', message.slice(0, 500), problems),
  };
};
