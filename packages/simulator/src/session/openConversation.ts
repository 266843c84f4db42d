import { Subject } from 'rxjs';
import { refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { createConversationItems } from '../state/conversationItems.ts';
import { tokenLimit } from '../state/conversation.ts';
import type { Conversation } from '../state/conversation.ts';
import { createIdleTimeout } from './idleTimeout.ts';
import { createItem } from './createItem.ts';
import { deleteItem } from './deleteItem.ts';
import { retrieveItem } from './retrieveItem.ts';
import { truncateItem } from './truncateItem.ts';
import { createInputAudio } from '../ears/inputAudio.ts';
import { createMcpTools } from '../response/mcpTools.ts';
import { createResponses } from '../response/responses.ts';
import { expiresAt } from '../scope/expiresAt.ts';
import type { Scope } from '../scope/scope.ts';
import type { ServerSession } from './serverSession.ts';
import { refuseUpdate } from './refuseUpdate.ts';
import { applyUpdate } from '../state/applyUpdate.ts';
import { initialSession } from '../state/initialSession.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

const onlyForTranslation = (event: JsonObject): Refusal =>
  refusal('invalid_value', `'${String(event['type'])}' is only supported in translation sessions.`, 'type');

/** A conversation: what `/v1/realtime?model=…` is. Sends `session.created` at once. */
export const openConversation = (scope: Scope, model: string, setup: JsonObject): ServerSession => {
  const conversation: Conversation = {
    scope,
    id: scope.ids.conversation(),
    items: createConversationItems(),
    session: applyUpdate(initialSession(scope.ids.session(), model, expiresAt(scope.settings)), setup),
    spokenVoice: undefined,
    responses: 0,
    approvals$: new Subject(),
    lastInput: { text: 0, audio: 0 },
    tokensLeft: tokenLimit,
  };
  const responses = createResponses(conversation, (playLeftMs) => {
    if (!input.isSpeaking()) idle.arm(playLeftMs);
  });
  /** The user is quiet again. */
  const rest = (): void => {
    if (!responses.isActive()) idle.arm(0);
  };
  const input = createInputAudio(conversation, {
    began: (detection) => {
      idle.disarm();
      if (detection.interrupt_response) responses.interrupt();
    },
    ended: (detection) => {
      if (detection.create_response) responses.answerTurn();
      rest();
    },
    dropped: rest,
  });
  const idle = createIdleTimeout(conversation, input.positionMs, (startMs) => {
    input.timeOut(startMs);
    responses.answerTurn();
  });
  const mcpTools = createMcpTools(conversation);
  scope.emit('session.created', { session: conversation.session });
  mcpTools.list();

  const update = (event: JsonObject): Refusal | undefined => {
    const offence = refuseUpdate(
      conversation.session,
      conversation.spokenVoice !== undefined,
      event['session'],
    );
    if (offence) return offence;
    const change = isObject(event['session']) ? event['session'] : {};
    conversation.session = applyUpdate(conversation.session, change);
    input.reconfigure();
    idle.reconfigure();
    scope.emit('session.updated', { session: conversation.session });
    mcpTools.list();
    return undefined;
  };

  const handlers: Readonly<Record<string, (event: JsonObject) => Refusal | undefined>> = {
    'session.update': update,
    'session.close': onlyForTranslation,
    'session.input_audio_buffer.append': onlyForTranslation,
    'input_audio_buffer.append': input.append,
    'input_audio_buffer.commit': input.commit,
    'input_audio_buffer.clear': input.clear,
    'conversation.item.create': (event) => createItem(conversation, event),
    'conversation.item.truncate': (event) => truncateItem(conversation, event),
    'conversation.item.delete': (event) => deleteItem(conversation, event),
    'conversation.item.retrieve': (event) =>
      retrieveItem(conversation, event, conversation.session.audio.output.format),
    'response.create': (event) => {
      const offence = responses.create(event);
      if (responses.isActive()) idle.disarm();
      return offence;
    },
    'response.cancel': responses.cancel,
  };

  return {
    receive: (event) => handlers[String(event['type'])]?.(event),
    end: () => {
      responses.stop();
      input.stop();
    },
  };
};
