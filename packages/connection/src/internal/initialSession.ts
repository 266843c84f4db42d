import {
  encodeClientEvent,
  type ErrorEvent,
  type ServerEvent,
  type SessionUpdate,
} from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import { permanent, type Verdict } from './verdicts.ts';

/** The first `session.update` of a session as it goes over the wire, or why there is none. */
export const initialFrame = (update: SessionUpdate): string | Verdict => {
  const encoded = encodeClientEvent(update);
  return E.isRight(encoded)
    ? encoded.right
    : permanent('session_not_encodable', 'policy', encoded.left.message);
};

/** Whether the server refuses this update. */
export const refuses = (event: ServerEvent, update: SessionUpdate): event is ErrorEvent =>
  event.type === 'error' && event.error.event_id === update.event_id;
