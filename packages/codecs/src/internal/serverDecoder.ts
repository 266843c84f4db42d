import { either as E } from 'fp-ts';
import type { DecodeFailure } from '../failure.ts';
import type { UnknownServerEvent } from '../serverEvent.ts';
import type { DecodeConfig, Guards, Tagged } from './eventReader.ts';
import { asHarmless, eventReader } from './eventReader.ts';
import type { EventMap, EventTable } from './eventTable.ts';
import { parseFrame } from './frame.ts';

export interface ServerDecoder<A> {
  readonly decodeValue: (
    u: unknown,
    config?: DecodeConfig,
  ) => E.Either<DecodeFailure, A | UnknownServerEvent>;
  readonly decodeFrame: (
    frame: string | Uint8Array,
    config?: DecodeConfig,
  ) => E.Either<DecodeFailure, A | UnknownServerEvent>;
}

/** Decodes what servers say: whatever is an event comes out, understood or as an `UnknownServerEvent`. */
export function serverDecoder<M extends EventMap<M>>(
  table: EventTable<M>,
  guards?: Guards,
): ServerDecoder<M[keyof M]> {
  const read = eventReader(table, guards);
  const decode = (
    value: E.Either<DecodeFailure, Tagged>,
    config?: DecodeConfig,
  ): E.Either<DecodeFailure, M[keyof M] | UnknownServerEvent> => {
    if (E.isLeft(value)) return value;
    const event = read(value.right, config);
    if (E.isRight(event)) return event;
    const unknown: UnknownServerEvent = { type: 'unknown', wireType: value.right.type, payload: value.right };
    return E.right(event.left.code === 'unknown_type' ? unknown : { ...unknown, failure: event.left });
  };
  return {
    decodeValue: (u, config) => decode(asHarmless(u), config),
    decodeFrame: (frame, config) => decode(parseFrame(frame), config),
  };
}
