import type { ServerEvent } from '@rx-realtime/codecs';
import { defer, filter, map, takeWhile } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { Turn } from './internal/Turn.ts';

/** Options of {@link ofTurn}. */
export interface OfTurnConfig {
  /**
   * Whether to complete only when the user's item is transcribed, or the transcription has failed. It may come after the
   * answer; but without input transcription in the session it never comes. @defaultValue `false`
   */
  readonly awaitTranscription?: boolean;
}

/**
 * Emits only the events of one turn: what the user said, and everything that answers it, tool calls and their results
 * included.
 *
 * From `speech_started` to the `response.done` after which nothing more is to come.
 *
 * ```
 * source:           --u--R1--x--c1--D1--o--R2--t2--D2--y--|   u: user's item  c: call  o: its output  t: text
 * ofTurn(u):        --u--R1-----c1--D1--o--R2--t2--(D2|)
 * ```
 *
 * The protocol does not link an item to its answer. What is taken for it: the first response of the default
 * conversation that is created after the item is in it (`committed`, `item.added` or `item.done`). Two items that one
 * response follows both have it as answer; an out-of-band response is never taken for one. When the connection is lost or
 * a new session begins, the response that was running is given up; the item counts again once it is restored under its id.
 * A transcription that is waited for is given up.
 *
 * - **Value**: passed on if it names the user's item, the response that answers it, an item of that response, or the
 *   result of one of its calls. `rate_limits.updated` and `error` name none and are left out.
 * - **Completion**: with the `response.done` of a response without calls, whatever its status. After one with calls the
 *   next response of the conversation belongs to the turn too, unless new speech was committed before it: then the turn
 *   is over, because which of the two that response answers cannot be told. A turn that nothing answers ends with the
 *   source.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: follows the turn from its own start, so subscribe before the `conversation.item.done` of the item.
 * - **Memory**: the ids of the items of the answer.
 *
 * @param itemId the user's item: `item_id` of `speech_started` or `committed`, or the id that you gave a message
 * @param config whether to wait for the transcription
 *
 * @example
 * import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { ofTurn, ofType } from '@rx-realtime/events';
 * import { createSimulator } from '@rx-realtime/simulator';
 *
 * const session = { output_modalities: ['text'] };
 * const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: createSimulator().WebSocket, session });
 * socket
 *   .pipe(ofTurn('item_1'), ofType('conversation.item.added', 'response.created', 'response.done'))
 *   .subscribe({ next: ({ type }) => console.log(type), complete: () => console.log('answered') });
 * socket.next(conversationItemCreate({ ...userText('Hello'), id: 'item_1' }));
 * socket.next(responseCreate());
 * // prints: conversation.item.added
 * // prints: response.created
 * // prints: conversation.item.added
 * // prints: response.done
 * // prints: answered
 *
 * @see {@link ofItem}, {@link ofResponse} for its parts
 */
export function ofTurn(
  itemId: string,
  { awaitTranscription = false }: OfTurnConfig = {},
): MonoTypeOperatorFunction<ServerEvent> {
  return (source) =>
    defer(() => {
      const turn = new Turn(itemId, awaitTranscription);
      return source.pipe(
        map((event) => ({ event, belongs: turn.take(event), isOver: turn.isOver })),
        takeWhile(({ isOver }) => !isOver, true),
        filter(({ belongs }) => belongs),
        map(({ event }) => event),
      );
    });
}
