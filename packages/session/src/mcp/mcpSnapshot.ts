import type { McpApprovalRequestItem, McpListToolsItem } from '@rx-realtime/codecs';

/** What an MCP server offers. */
export interface McpList {
  /** The `mcp_list_tools` item. */
  readonly itemId: string;
  readonly serverLabel: string;
  /** `failed`: it did not answer, and cannot be called. */
  readonly status: 'listing' | 'listed' | 'failed';
  readonly tools: McpListToolsItem['tools'];
}

/** A call that the service makes to an MCP server. */
export interface McpCallState {
  /** The `mcp_call` item. */
  readonly itemId: string;
  readonly serverLabel: string;
  readonly name: string;
  /** JSON text, whole once the call runs. */
  readonly arguments: string;
  /** `waiting`: for its arguments, or to be approved. `lost`: with its connection. */
  readonly status: 'waiting' | 'running' | 'completed' | 'failed' | 'lost';
  readonly output: string | undefined;
}

/** What is known of the MCP servers of a session. */
export interface McpSnapshot {
  /** By `server_label`. */
  readonly lists: readonly McpList[];
  /** The last 64, in the order in which they were made. */
  readonly calls: readonly McpCallState[];
  /** Calls that wait for a yes or no. */
  readonly approvals: readonly McpApprovalRequestItem[];
}
