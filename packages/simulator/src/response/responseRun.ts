import { EMPTY, concat, concatMap, defer, finalize, from, ignoreElements, of, throwError, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { fail } from '../script/reply.ts';
import type { McpCall, Reply, Say } from '../script/reply.ts';
import type { Conversation } from '../state/conversation.ts';
import { openMcpCall } from './openMcpCall.ts';
import { openCall } from './openCall.ts';
import { openMessage } from './openMessage.ts';
import type { OutputItem } from './outputItem.ts';
import { announceRateLimits } from './announceRateLimits.ts';
import { responsePayload } from './responsePayload.ts';
import type { CancelReason, Ending } from './ending.ts';
import { responderTurn } from './responderTurn.ts';
import type { ResponseRequest } from './responseRequest.ts';
import type { ResponseTarget } from './responseTarget.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { play } from '../scope/play.ts';
import { reasonOf } from '../scope/reasonOf.ts';
import { truncated } from '../state/truncated.ts';
import { addTokens, textTokens } from '../state/tokens.ts';
import { itemTokens } from '../state/itemTokens.ts';
import { usageOf } from '../state/usage.ts';
import type { Tokens } from '../state/tokens.ts';

/** gpt-realtime-2, gpt-realtime-2.1-mini, …, but not the dated names of the first generation. */
const phasedModels = /^gpt-realtime-2(?!\d)/;

/** A response under way. */
export interface ResponseRun {
  readonly id: string;
  readonly outOfBand: boolean;
  readonly cancel: (reason: CancelReason) => void;
  /** Ends it without a word, because the session is over. */
  readonly stop: () => void;
}

const inputTokens = (request: ResponseRequest): Tokens =>
  request.context.map(itemTokens).reduce(addTokens, {
    text: textTokens(request.instructions) + textTokens(JSON.stringify(request.tools)),
    audio: 0,
  });

/**
 * Starts a response: `response.created` now, its items as the responder decides, `response.done` at the end.
 *
 * @param onEnd is told how long a client plays on that plays the sound as it arrives
 */
export const startResponse = (
  conversation: Conversation,
  request: ResponseRequest,
  onEnd: (run: ResponseRun, playLeftMs: number) => void,
): ResponseRun => {
  const { scope } = conversation;
  const { scheduler, clock, timing, responder, speak } = scope.settings;
  const id = scope.ids.response();
  const output: JsonObject[] = [];
  let opened = 0;
  const open: OutputItem[] = [];
  let spent: Tokens = { text: 0, audio: 0 };
  let ended = false;
  let playsUntil = 0;
  const input = inputTokens(request);
  const earlier = request.outOfBand ? { text: 0, audio: 0 } : conversation.lastInput;

  const target: ResponseTarget = {
    scope,
    responseId: id,
    format: request.format,
    namesPhases: phasedModels.test(conversation.session.model),
    addItem: (item) => {
      if (request.outOfBand) return;
      const previous = conversation.items.insert(item);
      scope.emit('conversation.item.added', { previous_item_id: previous, item: item.wire });
    },
    finishItem: (generated) => {
      const { items } = conversation;
      const stored = items.get(generated.id);
      const item = stored?.isTruncated === true ? truncated(generated, stored.audioMs) : generated;
      items.replace(item);
      const previous = request.outOfBand ? null : items.previousOf(item.id);
      scope.emit('conversation.item.done', { previous_item_id: previous, item: item.wire });
      return item;
    },
    spend: (tokens) => {
      const next = addTokens(spent, tokens);
      const fits = request.maxOutputTokens === 'inf' || next.text + next.audio <= request.maxOutputTokens;
      if (fits) spent = next;
      else end({ status: 'incomplete', reason: 'max_output_tokens' });
      return fits;
    },
    spoke: (ms) => {
      conversation.spokenVoice ??= request.voice;
      playsUntil = Math.max(playsUntil, clock.now()) + ms;
    },
  };

  /** Closes open items, oldest first, until `left` remain. */
  const close = (status: 'completed' | 'incomplete', left = 0): void => {
    while (open.length > left) {
      const item = open.shift();
      if (item) output.push(item.close(status, open.length > 0 ? 'commentary' : 'final_answer'));
    }
  };

  const end = (ending: Ending): void => {
    if (ended) return;
    ended = true;
    close(ending.status === 'completed' ? 'completed' : 'incomplete');
    const usage = ending.status === 'failed' ? null : usageOf(input, earlier, spent);
    onEnd(run, Math.max(0, playsUntil - clock.now()));
    const response = responsePayload(conversation, request, id, { ending, output: [...output], usage });
    scope.emit('response.done', { response });
    if (!request.outOfBand) conversation.lastInput = addTokens(input, spent);
    conversation.tokensLeft -= input.text + input.audio + spent.text + spent.audio;
    if (ending.status === 'completed' || ending.status === 'incomplete') announceRateLimits(conversation);
    work.unsubscribe();
  };

  const say = (reply: Say): Observable<never> => {
    const stream = (sound: Int16Array | undefined): Observable<never> => {
      close('completed');
      const item = openMessage(target, opened++, reply, sound);
      open.push(item);
      return play(item.steps, scope.settings);
    };
    const { text } = reply;
    const sound = request.modality === 'audio' && text !== '' ? speak(text) : undefined;
    return sound instanceof Promise ? from(sound).pipe(concatMap(stream)) : stream(sound);
  };

  const callFunction = (name: string, args: string): Observable<never> => {
    // A message stays open until the call after it has been streamed; a call is closed before the next one opens.
    if (open.at(-1)?.kind !== 'message') close('completed');
    const item = openCall(target, opened++, name, args);
    open.push(item);
    const closeBefore = defer(() => {
      close('completed', 1);
      return EMPTY;
    });
    return concat(play(item.steps, scope.settings), closeBefore);
  };

  const callTool = (reply: McpCall): Observable<never> => {
    close('completed');
    const item = openMcpCall(conversation, target, opened++, reply, request.tools);
    const stream = play(item.steps, scope.settings);
    if (!reply.background) {
      open.push(item);
      return concat(stream, item.run$);
    }
    const lastWord = finalize(() => item.close('completed', 'final_answer'));
    return concat(
      stream,
      defer(() => {
        scope.during(item.run$.pipe(lastWord));
        return EMPTY;
      }),
    );
  };

  const perform = (reply: Reply): Observable<never> => {
    switch (reply._tag) {
      case 'Say':
        return say(reply);
      case 'Call':
        return callFunction(reply.name, reply.arguments);
      case 'McpCall':
        return callTool(reply);
      case 'Wait':
        return timer(reply.ms, scheduler).pipe(ignoreElements());
      case 'Fail':
        end({ status: 'failed', error: reply });
        return EMPTY;
      default:
        return throwError(() => new TypeError('A responder must emit Say, Call, McpCall, Fail or Wait.'));
    }
  };

  const turn = responderTurn(request, conversation.responses++);
  const run: ResponseRun = {
    id,
    outOfBand: request.outOfBand,
    cancel: (reason) => end({ status: 'cancelled', reason }),
    stop: () => {
      ended = true;
      work.unsubscribe();
    },
  };
  scope.emit('response.created', { response: responsePayload(conversation, request, id) });
  const work = concat(
    timer(timing.firstItemMs, scheduler).pipe(ignoreElements()),
    defer(() => from(responder(turn))).pipe(
      concatMap((reply) => ('_tag' in reply ? of(reply) : from(reply))),
      concatMap(perform),
    ),
  ).subscribe({
    error: (error: unknown) => {
      scope.notice(`The responder or the voice failed: ${reasonOf(error)}`);
      end({ status: 'failed', error: fail() });
    },
    complete: () => end({ status: 'completed' }),
  });
  return run;
};
