import { responseCreate } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { defer, mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** The calls of one response. */
interface McpRound {
  /** Calls that are not over. */
  readonly open: Set<string>;
  /** Whether the response has ended. */
  isDone: boolean;
  /** Whether the model has said something after its last call. */
  isAnswered: boolean;
}

/**
 * Asks for an answer when the service has made the calls of a response to MCP servers, and the model has said nothing since.
 *
 * What `runTools` does for functions of your own.
 *
 * ```
 * source       --r--c--d--o--|   r: response.created  c: a call  d: response.done  o: the call is done
 * answerMcp()  -----------R--|   R: response.create
 * ```
 *
 * - **Value**: a response that is done and whose last call is over gives one `response.create`, with `tool_choice: 'auto'`,
 *   unless it was cancelled or has failed.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: the ids of calls that run.
 *
 * @example
 * import { answerMcp } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const event_id = 'event_1';
 * const item = { type: 'mcp_call', id: 'item_1', server_label: 'library', name: 'find', arguments: '{}', output: 'Moby-Dick' } as const;
 * const added = { type: 'response.output_item.added', event_id, response_id: 'resp_1', output_index: 0, item } as const;
 * of(added, { ...added, type: 'response.output_item.done' } as const, {
 *   type: 'response.done',
 *   event_id,
 *   response: { id: 'resp_1', status: 'completed' },
 * } as const)
 *   .pipe(answerMcp())
 *   .subscribe(({ type }) => console.log(type)); // prints: response.create
 *
 * @see {@link approveMcp}, {@link runTools}
 */
export function answerMcp(): OperatorFunction<ServerEvent, ClientEvent> {
  return (source) =>
    defer(() => {
      const rounds = new Map<string, McpRound>();
      const roundOf = (itemId: string) =>
        [...rounds].find(([, { open }]) => open.has(itemId)) ?? (['', undefined] as const);
      /** Asks, where nothing more is to come. */
      const settle = (responseId: string, round: McpRound | undefined): readonly ClientEvent[] => {
        if (!round || round.open.size > 0 || !round.isDone) return [];
        rounds.delete(responseId);
        return round.isAnswered ? [] : [responseCreate({ tool_choice: 'auto' })];
      };
      const next = (event: ServerEvent): readonly ClientEvent[] => {
        switch (event.type) {
          case 'response.output_item.added': {
            const { response_id: responseId, item } = event;
            const round = rounds.get(responseId);
            if (item.type === 'mcp_call') {
              const open = new Set(round?.open).add(item.id);
              rounds.set(responseId, { open, isDone: false, isAnswered: false });
            } else if (round && item.type === 'message') round.isAnswered = true;
            return [];
          }
          case 'response.output_item.done':
          case 'conversation.item.done': {
            const { item } = event;
            if (item.type !== 'mcp_call' || (item.output == null && item.error == null)) return [];
            const [responseId, round] = roundOf(item.id);
            return round ? over(responseId, round, item.id) : [];
          }
          case 'response.done': {
            const { id, status, conversation_id: conversationId } = event.response;
            const round = rounds.get(id);
            if (!round) return [];
            round.isDone = true;
            if (status === 'cancelled' || status === 'failed' || conversationId === null) rounds.delete(id);
            return rounds.has(id) ? settle(id, round) : [];
          }
          case 'connection.lost':
            rounds.clear();
            return [];
          default:
            return [];
        }
      };
      const over = (responseId: string, round: McpRound, itemId: string): readonly ClientEvent[] => {
        round.open.delete(itemId);
        return settle(responseId, round);
      };
      return source.pipe(mergeMap(next));
    });
}
