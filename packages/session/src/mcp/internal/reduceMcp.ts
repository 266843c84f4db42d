import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import type { McpCallState, McpList, McpSnapshot } from '../mcpSnapshot.ts';

/** Calls that are remembered. */
const remembered = 64;

export const emptyMcp: McpSnapshot = { lists: [], calls: [], approvals: [] };

const withList = (snapshot: McpSnapshot, list: McpList): McpSnapshot => ({
  ...snapshot,
  lists: [...snapshot.lists.filter(({ serverLabel }) => serverLabel !== list.serverLabel), list],
});

const withCall = (snapshot: McpSnapshot, call: McpCallState): McpSnapshot => {
  const isKnown = snapshot.calls.some(({ itemId }) => itemId === call.itemId);
  const calls = isKnown
    ? snapshot.calls.map((one) => (one.itemId === call.itemId ? call : one))
    : [...snapshot.calls, call].slice(-remembered);
  return { ...snapshot, calls };
};

const changed = (snapshot: McpSnapshot, itemId: string, change: Partial<McpCallState>): McpSnapshot => {
  const call = snapshot.calls.find((one) => one.itemId === itemId);
  return call ? withCall(snapshot, { ...call, ...change }) : snapshot;
};

const withoutApproval = (snapshot: McpSnapshot, requestId: string | null | undefined): McpSnapshot =>
  snapshot.approvals.some(({ id }) => id === requestId)
    ? { ...snapshot, approvals: snapshot.approvals.filter(({ id }) => id !== requestId) }
    : snapshot;

const withItem = (snapshot: McpSnapshot, item: ServerItem, isDone: boolean): McpSnapshot => {
  switch (item.type) {
    case 'mcp_list_tools': {
      const { id: itemId, server_label: serverLabel, tools } = item;
      const known = snapshot.lists.find((list) => list.itemId === itemId);
      const status = isDone && known?.status !== 'failed' ? 'listed' : (known?.status ?? 'listing');
      return withList(snapshot, { itemId, serverLabel, status, tools });
    }
    case 'mcp_approval_request':
      return { ...withoutApproval(snapshot, item.id), approvals: [...snapshot.approvals, item] };
    case 'mcp_approval_response':
      return withoutApproval(snapshot, item.approval_request_id);
    case 'mcp_call': {
      const { id: itemId, server_label: serverLabel, name, arguments: args, output } = item;
      const hasFailed = item.error !== null && item.error !== undefined;
      const known = snapshot.calls.find((call) => call.itemId === itemId);
      const ended = hasFailed ? 'failed' : 'completed';
      return withCall(withoutApproval(snapshot, item.approval_request_id), {
        itemId,
        serverLabel,
        name,
        arguments: args,
        status: isDone ? ended : (known?.status ?? 'waiting'),
        output: output ?? undefined,
      });
    }
    default:
      return snapshot;
  }
};

const lost = ({ calls }: McpSnapshot): McpSnapshot => ({
  lists: [],
  approvals: [],
  calls: calls.map((call) =>
    call.status === 'waiting' || call.status === 'running' ? { ...call, status: 'lost' } : call,
  ),
});

/** What is known after one more event. */
export const reduceMcp = (snapshot: McpSnapshot, event: ServerEvent): McpSnapshot => {
  switch (event.type) {
    case 'conversation.item.added':
    case 'response.output_item.added':
      return withItem(snapshot, event.item, false);
    case 'conversation.item.done':
    case 'response.output_item.done':
      return withItem(snapshot, event.item, true);
    case 'mcp_list_tools.failed': {
      const list = snapshot.lists.find(({ itemId }) => itemId === event.item_id);
      return list ? withList(snapshot, { ...list, status: 'failed' }) : snapshot;
    }
    case 'response.mcp_call_arguments.done':
      return changed(snapshot, event.item_id, { arguments: event.arguments ?? '' });
    case 'response.mcp_call.in_progress':
      return changed(snapshot, event.item_id, { status: 'running' });
    case 'response.mcp_call.completed':
      return changed(snapshot, event.item_id, { status: 'completed' });
    case 'response.mcp_call.failed':
      return changed(snapshot, event.item_id, { status: 'failed' });
    case 'connection.lost':
      return snapshot === emptyMcp ? snapshot : lost(snapshot);
    default:
      return snapshot;
  }
};
