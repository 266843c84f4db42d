import type { ServerEvent } from '@rx-realtime/codecs';
import { distinctUntilChanged, scan, skip, startWith } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { emptyMcp, reduceMcp } from './internal/reduceMcp.ts';
import type { McpSnapshot } from './mcpSnapshot.ts';

/**
 * What the MCP servers of a session offer, what is called there, and what waits to be approved.
 *
 * The calls that the service makes itself.
 *
 * ```
 * source     --l---L------c--q-----y--d--|   l, L: a list begins, ends  c: a call  q: asks for approval
 * scanMcp()  --1---2------3--4-----5--6--|   y: an answer  d: the call is done
 * ```
 *
 * - **Value**: what is known, whenever that has changed. A lost connection takes its lists and requests with it; its calls
 *   that run are `lost`.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts with nothing known.
 * - **Memory**: the last 64 calls, and the lists.
 *
 * @example
 * import { scanMcp } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const item = { type: 'mcp_approval_request', id: 'item_1', server_label: 'library', name: 'lend', arguments: '{}' } as const;
 * of({ type: 'conversation.item.done', event_id: 'event_1', item, previous_item_id: null } as const)
 *   .pipe(scanMcp())
 *   .subscribe(({ approvals }) => console.log(approvals.map(({ name }) => name))); // prints: [ 'lend' ]
 *
 * @see {@link approveMcp}
 */
export function scanMcp(): OperatorFunction<ServerEvent, McpSnapshot> {
  return (source) =>
    source.pipe(scan(reduceMcp, emptyMcp), startWith(emptyMcp), distinctUntilChanged(), skip(1));
}
