import type { McpServerTool } from '../script/mcpServer.ts';
import { isObject } from '../shapes/jsonObject.ts';

/** Whether a rule of an MCP tool (`allowed_tools`, `require_approval.never`) names a tool: by name, or as one that only reads. */
export const namesTool = (rule: unknown, { name, readOnly = false }: McpServerTool): boolean => {
  if (Array.isArray(rule)) return rule.includes(name);
  if (!isObject(rule)) return false;
  const { tool_names: names, read_only: reads } = rule;
  const conditions = [
    ...(Array.isArray(names) ? [names.includes(name)] : []),
    ...(typeof reads === 'boolean' ? [reads === readOnly] : []),
  ];
  return conditions.length > 0 && conditions.every(Boolean);
};
