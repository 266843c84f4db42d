import { createConversationItems } from '../state/conversationItems.ts';
import { createInputAudio } from '../ears/inputAudio.ts';
import { deleteItem } from './deleteItem.ts';
import { retrieveItem } from './retrieveItem.ts';
import { invalidValue, missingParameter, refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { expiresAt } from '../scope/expiresAt.ts';
import type { Scope } from '../scope/scope.ts';
import type { ServerSession } from './serverSession.ts';
import { refuseDetection } from '../state/refuseDetection.ts';
import { transcriptionSession } from '../shapes/session.ts';
import { applyUpdate } from '../state/applyUpdate.ts';
import { initialTranscription } from '../state/initialSession.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** What a transcription session takes; there is nobody to answer. */
const accepted: readonly string[] = [
  'session.update',
  'input_audio_buffer.append',
  'input_audio_buffer.commit',
  'input_audio_buffer.clear',
  'conversation.item.delete',
  'conversation.item.retrieve',
];

const refuseUpdate = (update: unknown): Refusal | undefined => {
  if (isObject(update) && !Object.hasOwn(update, 'type')) return missingParameter('session.type');
  if (isObject(update) && update['type'] === 'realtime') {
    return refusal(
      'invalid_value',
      'Passing a realtime session update event to a transcription session is not allowed.',
      'session.type',
    );
  }
  return transcriptionSession(update, 'session');
};

/** A transcription session: what `/v1/realtime?intent=transcription` is. */
export const openTranscription = (scope: Scope, setup: JsonObject): ServerSession => {
  const items = createConversationItems();
  const listening = {
    scope,
    items,
    session: applyUpdate(initialTranscription(scope.ids.session(), expiresAt(scope.settings)), setup),
  };
  const input = createInputAudio(listening, { began: () => undefined, ended: () => undefined });
  scope.emit('session.created', { session: listening.session });

  const update = (event: JsonObject): Refusal | undefined => {
    const offence = refuseUpdate(event['session']);
    if (offence) return offence;
    const next = applyUpdate(listening.session, isObject(event['session']) ? event['session'] : {});
    const twice = refuseDetection(next);
    if (twice) return twice;
    listening.session = next;
    input.reconfigure();
    scope.emit('session.updated', { session: next });
    return undefined;
  };

  const handlers: Readonly<Record<string, (event: JsonObject) => Refusal | undefined>> = {
    'session.update': update,
    'input_audio_buffer.append': input.append,
    'input_audio_buffer.commit': input.commit,
    'input_audio_buffer.clear': input.clear,
    'conversation.item.delete': (event) => deleteItem(listening, event),
    'conversation.item.retrieve': (event) => retrieveItem(listening, event),
  };

  return {
    receive: (event) => {
      const type = String(event['type']);
      const handle = handlers[type];
      return handle ? handle(event) : invalidValue('type', type, accepted);
    },
    end: input.stop,
  };
};
