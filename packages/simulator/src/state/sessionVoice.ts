import { cannotUpdateVoice } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { RealtimeSessionState } from './sessionState.ts';
import { isObject } from '../shapes/jsonObject.ts';

/** How a session names its voice. */
export type SessionVoice = RealtimeSessionState['audio']['output']['voice'];

/** One of the service's voices by its name, a custom voice by its id. */
const nameOf = (voice: SessionVoice): string => (typeof voice === 'string' ? voice : voice.id);

const isVoice = (value: unknown): value is SessionVoice =>
  typeof value === 'string' || (isObject(value) && typeof value['id'] === 'string');

/** Why a `response.create` is refused that asks for another voice than the assistant's first. */
export const cannotChangeVoice: Refusal = { ...cannotUpdateVoice, param: 'response.audio.output.voice' };

/** Whoever speaks in a session, with the voice of the first sound if there was one. */
interface Speaker {
  readonly session: RealtimeSessionState;
  readonly spokenVoice: SessionVoice | undefined;
}

/** The voice of a response that asks for `wanted` or for none; undefined when it is too late for that one. */
export const voiceOf = ({ session, spokenVoice }: Speaker, wanted: unknown): SessionVoice | undefined => {
  const voice = isVoice(wanted) ? wanted : (spokenVoice ?? session.audio.output.voice);
  return spokenVoice === undefined || nameOf(voice) === nameOf(spokenVoice) ? voice : undefined;
};
