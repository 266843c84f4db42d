import type { ErrorEvent, SessionUpdate } from '@rx-realtime/codecs';
import type { TranslationSessionUpdate } from '@rx-realtime/codecs/translation';
import { either as E } from 'fp-ts';
import type { AnyServerEvent, Protocol } from './protocol.ts';
import { permanent } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** The first event of a session, of either kind. */
export type InitialUpdate = SessionUpdate | TranslationSessionUpdate;

/** The first `session.update` of a session as it goes over the wire, or why there is none. */
export const initialFrame = (update: InitialUpdate, { encode }: Protocol): string | Verdict => {
  const encoded = encode(update);
  return E.isRight(encoded)
    ? encoded.right
    : permanent('session_not_encodable', 'policy', encoded.left.message);
};

/** Whether the server refuses this update. */
export const refuses = (event: AnyServerEvent, update: InitialUpdate): event is ErrorEvent =>
  event.type === 'error' && event.error.event_id === update.event_id;
