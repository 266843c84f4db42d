import { either as E } from 'fp-ts';
import type { DecodeFailure } from '../failure.ts';
import type { UnknownServerEvent } from '../serverEvent.ts';
import type { Tagged } from './eventReader.ts';
import { asHarmless, eventReader } from './eventReader.ts';
import type { EventMap, EventTable } from './eventTable.ts';
import { parseFrame } from './frame.ts';

export interface DecodeConfig {
  /** Refuse what OpenAI's schema refuses instead of reading it tolerantly. Default false. For tests and simulators. */
  readonly strict?: boolean;
}

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
export function serverDecoder<M extends EventMap<M>>(table: EventTable<M>): ServerDecoder<M[keyof M]> {
  const read = eventReader(table);
  const decode = (value: Tagged, config?: DecodeConfig): M[keyof M] | UnknownServerEvent => {
    const reading = read(value, config?.strict === true);
    if (reading._tag === 'Right') return reading.right;
    const unknown: UnknownServerEvent = { type: 'unknown', wireType: value.type, payload: value };
    return reading.left.code === 'unknown_type' ? unknown : { ...unknown, failure: reading.left };
  };
  const decodeTagged = (
    value: E.Either<DecodeFailure, Tagged>,
    config?: DecodeConfig,
  ): E.Either<DecodeFailure, M[keyof M] | UnknownServerEvent> =>
    E.isLeft(value) ? value : E.right(decode(value.right, config));
  return {
    decodeValue: (u, config) => decodeTagged(asHarmless(u), config),
    decodeFrame: (frame, config) => decodeTagged(parseFrame(frame), config),
  };
}
