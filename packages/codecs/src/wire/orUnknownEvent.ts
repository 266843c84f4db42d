import { either as E } from 'fp-ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { UnknownServerEvent } from '../events/serverEventCodecs.ts';
import type { Reading } from './eventReader.ts';

/** Takes any event that a server sends: what is not understood as an `UnknownServerEvent`. */
export function orUnknownEvent<A>(reading: Reading<A>): E.Either<DecodeFailure, A | UnknownServerEvent> {
  if (reading._tag === 'Right') return reading;
  const { failure, value } = reading.left;
  if (value === undefined) return E.left(failure);
  const unknown: UnknownServerEvent = { type: 'unknown', wireType: value.type, payload: value };
  return E.right(failure.code === 'unknown_type' ? unknown : { ...unknown, failure });
}
