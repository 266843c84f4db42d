import type { EncodeFailure, ErrorEvent } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import type { AnyServerEvent } from './Protocol.ts';
import { permanent } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** The first `session.update` of a session as it goes over the wire, or why there is none. */
export const initialFrame = <Out>(
  update: Out,
  encode: (event: Out) => E.Either<EncodeFailure, string>,
): string | Verdict => {
  const encoded = encode(update);
  return E.isRight(encoded)
    ? encoded.right
    : permanent('session_not_encodable', 'policy', encoded.left.message);
};

/** Whether the server refuses the event with this id. */
export const refuses = (event: AnyServerEvent, eventId: string): event is ErrorEvent =>
  event.type === 'error' && event.error.event_id === eventId;
