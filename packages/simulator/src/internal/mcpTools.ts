import type { Conversation } from './conversation.ts';

/** Lists the tools of MCP servers as sessions come to name them; each server is asked once a session. */
export interface McpTools {
  readonly list: () => void;
}

export const createMcpTools = (conversation: Conversation): McpTools => {
  const { scope, items } = conversation;
  const listed = new Set<string>();

  const listOne = (label: string): void => {
    const id = scope.ids.item();
    const wire = { id, type: 'mcp_list_tools', server_label: label, tools: [] };
    const previous = items.insert({ id, wire, audioMs: 0, spoken: false });
    scope.emit('conversation.item.added', { previous_item_id: previous, item: wire });
    scope.emit('mcp_list_tools.in_progress', { item_id: id });
    scope.after(scope.settings.timing.mcpListMs, () => {
      const server = scope.settings.mcp.get(label);
      const tools = (server?.tools ?? []).map(({ name, description, inputSchema }) => ({
        name,
        description: description ?? null,
        input_schema: inputSchema ?? { type: 'object' },
      }));
      const done = { ...wire, tools };
      items.replace({ id, wire: done, audioMs: 0, spoken: false });
      scope.emit(server ? 'mcp_list_tools.completed' : 'mcp_list_tools.failed', { item_id: id });
      scope.emit('conversation.item.done', { previous_item_id: items.previousOf(id), item: done });
    });
  };

  return {
    list: () => {
      for (const { type, server_label: label } of conversation.session.tools) {
        if (type !== 'mcp' || label === undefined || listed.has(label)) continue;
        listed.add(label);
        listOne(label);
      }
    },
  };
};
