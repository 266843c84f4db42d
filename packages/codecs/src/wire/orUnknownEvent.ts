import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { UnknownServerEvent } from '../events/serverEventCodecs.ts';
import type { DecodeConfig, Reading } from './eventReader.ts';

/** Takes any event that a server sends: what is not understood as an `UnknownServerEvent`. */
export function orUnknownEvent<A>(
  reading: Reading<A>,
  config?: DecodeConfig,
): E.Either<DecodeFailure, A | UnknownServerEvent> {
  if (reading._tag === 'Right') return reading;
  const { failure, value } = reading.left;
  if (value === undefined) return either.left(failure);
  const said = { wireType: value.type, ...(failure.code === 'unknown_type' ? {} : { failure }) };
  const event: UnknownServerEvent = { type: 'unknown', payload: value, ...said };
  config?.driftObserver?.next({ event, ...said });
  return either.right(event);
}
