import { conversationItemCreate, mcpApprovalResponse } from '@rx-realtime/codecs';
import type { ClientEvent, McpApprovalRequestItem, ServerEvent } from '@rx-realtime/codecs';
import { ofType } from '@rx-realtime/events';
import {
  asyncScheduler,
  catchError,
  connect,
  defer,
  filter,
  from,
  map,
  mergeMap,
  of,
  take,
  takeUntil,
  throwIfEmpty,
  timeout,
} from 'rxjs';
import type { ObservableInput, OperatorFunction, SchedulerLike } from 'rxjs';

/** What is said to a request: yes or no, with a reason for the model to read. */
export type Approval = boolean | { readonly approve: boolean; readonly reason?: string };

/** Options of {@link approveMcp}. */
export interface ApproveMcpConfig {
  /** How long a decision may take; without one a call is refused. @defaultValue 30,000 ms */
  readonly timeoutMs?: number;
  /** Times the decisions. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Decides about each call to an MCP server that the service asks about.
 *
 * A person, or a rule, between the model and what it may do elsewhere.
 *
 * ```
 * source              --q-----q-------L--|   q: mcp_approval_request  L: connection.lost
 * decide                --yes|  --------
 * approveMcp(decide)  ----Y--------------|   Y: mcp_approval_response; of the second nobody asks any more
 * ```
 *
 * - **Value**: a request gives one response, when it is decided. A decision that fails, that is empty, or that takes longer
 *   than `timeoutMs` refuses. After `connection.lost` the request is void: its session is gone. The model calls again.
 * - **Completion**: when the source has completed and the last request was decided.
 * - **Error**: passed on; the operator has none of its own.
 * - **Unsubscription**: leaves the source and the decisions.
 * - **Re-subscription**: that of the source.
 * - **Memory**: the requests that wait.
 *
 * @param decide says yes or no
 * @param config how long it may take
 *
 * @example
 * import { approveMcp } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const item = { type: 'mcp_approval_request', id: 'item_1', server_label: 'library', name: 'find', arguments: '{}' } as const;
 * of({ type: 'conversation.item.done', event_id: 'event_1', item, previous_item_id: null } as const)
 *   .pipe(approveMcp(({ name }) => of(name === 'find')))
 *   .subscribe((event) => console.log('item' in event && 'approve' in event.item && event.item.approve)); // prints: true
 *
 * @see {@link answerMcp}, {@link scanMcp}
 */
export function approveMcp(
  decide: (request: McpApprovalRequestItem) => ObservableInput<Approval>,
  { timeoutMs = 30_000, scheduler = asyncScheduler }: ApproveMcpConfig = {},
): OperatorFunction<ServerEvent, ClientEvent> {
  return (source) =>
    source.pipe(
      connect((events$) =>
        events$.pipe(
          ofType('conversation.item.done'),
          map(({ item }) => item),
          filter((item) => item.type === 'mcp_approval_request'),
          mergeMap((request) =>
            defer(() => from(decide(request))).pipe(
              take(1),
              throwIfEmpty(),
              timeout({ first: timeoutMs, scheduler }),
              catchError(() => of({ approve: false, reason: 'Nobody has approved it.' })),
              map((approval) => {
                const { approve, reason } = typeof approval === 'boolean' ? { approve: approval } : approval;
                return conversationItemCreate(mcpApprovalResponse(request.id, approve, reason));
              }),
              takeUntil(events$.pipe(ofType('connection.lost'))),
            ),
          ),
        ),
      ),
    );
}
