import { cannotUpdateVoice, missingParameter, refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { isObject } from '../shapes/jsonObject.ts';
import { realtimeSession } from '../shapes/session.ts';
import type { RealtimeSessionState } from '../state/sessionState.ts';

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/**
 * Why a `session.update` of a conversation is refused, or undefined. One offence refuses the whole update:
 * the shape first, then what cannot change any more (voice after audio, model, tracing).
 */
export const refuseUpdate = (
  session: RealtimeSessionState,
  hasSpoken: boolean,
  update: unknown,
): Refusal | undefined => {
  if (isObject(update) && !Object.hasOwn(update, 'type')) return missingParameter('session.type');
  if (at(update, 'type') === 'transcription') {
    return refusal(
      'invalid_value',
      'Passing a transcription session update event to a realtime session is not allowed.',
      'session.type',
    );
  }
  const offence = realtimeSession(update, 'session');
  if (offence) return offence;
  const model = at(update, 'model');
  if (model !== undefined && model !== session.model) {
    return refusal('invalid_value', 'The model of a session cannot be changed.', 'session.model');
  }
  const tracing = at(update, 'tracing');
  if (session.tracing !== null && tracing !== undefined && !same(tracing, session.tracing)) {
    return refusal('invalid_value', 'Tracing cannot be changed once it is on.', 'session.tracing');
  }
  const voice = at(update, 'audio', 'output', 'voice');
  const changesVoice = voice !== undefined && !same(voice, session.audio.output.voice);
  return changesVoice && hasSpoken ? cannotUpdateVoice : undefined;
};
