import type { McpServerTool } from '../script/mcpServer.ts';
import type { Conversation } from '../state/conversation.ts';
import { namesTool } from './namesTool.ts';
import type { ToolState } from '../state/sessionState.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** Lists the tools of MCP servers as sessions come to name them; each server is asked once a session. */
export interface McpTools {
  readonly list: () => void;
}

const listed = ({ name, description, inputSchema, readOnly }: McpServerTool): JsonObject => ({
  name,
  description: description ?? null,
  input_schema: inputSchema ?? { type: 'object' },
  ...(readOnly && { annotations: { readOnlyHint: true } }),
});

export const createMcpTools = (conversation: Conversation): McpTools => {
  const { scope, items } = conversation;
  const asked = new Set<string>();

  const listOne = (label: string, allowed: ToolState['allowed_tools']): void => {
    const id = scope.ids.item();
    const wire = { id, type: 'mcp_list_tools', server_label: label, tools: [] };
    const previous = items.insert({ id, wire, audioMs: 0, spoken: false });
    scope.emit('conversation.item.added', { previous_item_id: previous, item: wire });
    scope.emit('mcp_list_tools.in_progress', { item_id: id });
    scope.after(scope.settings.timing.mcpListMs, () => {
      const server = scope.settings.mcp.get(label);
      const offered = (server?.tools ?? []).filter((tool) => allowed == null || namesTool(allowed, tool));
      const done = { ...wire, tools: offered.map(listed) };
      items.replace({ id, wire: done, audioMs: 0, spoken: false });
      scope.emit(server ? 'mcp_list_tools.completed' : 'mcp_list_tools.failed', { item_id: id });
      scope.emit('conversation.item.done', { previous_item_id: items.previousOf(id), item: done });
    });
  };

  return {
    list: () => {
      for (const { type, server_label: label, allowed_tools } of conversation.session.tools) {
        if (type !== 'mcp' || label === undefined || asked.has(label)) continue;
        asked.add(label);
        listOne(label, allowed_tools);
      }
    },
  };
};
