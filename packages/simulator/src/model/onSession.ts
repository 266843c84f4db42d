import type { RealtimeSession, SessionUpdate } from '@rx-realtime/codecs';
import { refuseUpdate } from '../session/refuseUpdate.ts';
import { isObject } from '../shapes/jsonObject.ts';
import { applyUpdate } from '../state/applyUpdate.ts';
import { initialSession } from '../state/initialSession.ts';
import type { RealtimeSessionState } from '../state/sessionState.ts';
import type { Draft, Session } from './draft.ts';

/** Sessions of a model do not expire; the field has to say something. */
const expiresAt = 3_600;

/** The shape was checked when it was updated, or is the simulator's own. */
const isReported = (settings: unknown): settings is RealtimeSession => isObject(settings);

const reported = (settings: RealtimeSessionState): RealtimeSession =>
  isReported(settings) ? settings : { type: 'realtime' };

export const onSessionOpens = (draft: Draft, model = 'gpt-realtime'): Session => {
  const settings = initialSession(draft.id('sess'), model, expiresAt);
  draft.events.push({ type: 'session.created', event_id: draft.id('event'), session: reported(settings) });
  return {
    conversationId: draft.id('conv'),
    settings,
    items: [],
    responses: [],
    spokenVoice: undefined,
    position: 0,
    bufferStart: 0,
    nextItemId: undefined,
    isSpeaking: false,
  };
};

export const onSessionUpdate = (draft: Draft, session: Session, { session: update }: SessionUpdate): void => {
  const offence = refuseUpdate(session.settings, session.spokenVoice !== undefined, update);
  if (offence) return draft.refuse(offence);
  if (isObject(update)) session.settings = applyUpdate(session.settings, update);
  if (session.settings.audio.input.turn_detection === null) session.isSpeaking = false;
  draft.events.push({
    type: 'session.updated',
    event_id: draft.id('event'),
    session: reported(session.settings),
  });
};
