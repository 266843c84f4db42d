import type { Conversation } from '../state/conversation.ts';
import { activeResponse, cancelNotActive } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { responseRequest } from './responseRequest.ts';
import { startResponse } from './responseRun.ts';
import type { ResponseRun } from './responseRun.ts';
import type { CancelReason } from './ending.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** The responses of a session: one at a time in the conversation, any number outside of it. */
export interface Responses {
  readonly create: (event: JsonObject) => Refusal | undefined;
  readonly cancel: (event: JsonObject) => Refusal | undefined;
  /** Starts the response to a turn that the server found itself. */
  readonly answerTurn: () => void;
  /** Ends the conversation's response because the user speaks. */
  readonly interrupt: () => void;
  readonly isActive: () => boolean;
  readonly stop: () => void;
}

const cancel = (run: ResponseRun | undefined, reason: CancelReason): Refusal | undefined => {
  if (!run) return cancelNotActive;
  run.cancel(reason);
  return undefined;
};

/** @param onEnd called when a response of the conversation has ended, with how long its sound plays on */
export const createResponses = (
  conversation: Conversation,
  onEnd: (playLeftMs: number) => void,
): Responses => {
  const running = new Map<string, ResponseRun>();
  const inConversation = (): ResponseRun | undefined => [...running.values()].find((run) => !run.outOfBand);

  const begin = (params: JsonObject): Refusal | undefined => {
    const request = responseRequest(conversation, params);
    if ('refused' in request) return request.refused;
    const active = inConversation();
    if (active && !request.outOfBand) return activeResponse(active.id);
    const run = startResponse(conversation, request, (ended, playLeftMs) => {
      running.delete(ended.id);
      if (!ended.outOfBand) onEnd(playLeftMs);
    });
    running.set(run.id, run);
    return undefined;
  };

  return {
    create: (event) => begin(isObject(event['response']) ? event['response'] : {}),
    cancel: (event) => {
      const id = event['response_id'];
      return cancel(typeof id === 'string' ? running.get(id) : inConversation(), 'client_cancelled');
    },
    answerTurn: () => {
      const refused = begin({});
      if (refused) conversation.scope.notice(`No response to the turn: ${refused.message}`);
    },
    interrupt: () => inConversation()?.cancel('turn_detected'),
    isActive: () => inConversation() !== undefined,
    stop: () => running.forEach((run) => run.stop()),
  };
};
