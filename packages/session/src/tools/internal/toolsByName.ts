import type { RealtimeTool } from '../realtimeTool.ts';
import { ToolError } from '../toolError.ts';

/** Tools by name; two of one name would be one for the service. */
export const toolsByName = (tools: readonly RealtimeTool[]): ReadonlyMap<string, RealtimeTool> => {
  const byName = new Map<string, RealtimeTool>();
  for (const one of tools) {
    if (byName.has(one.name)) throw new ToolError('invalid_name', one.name, 'two tools have this name');
    byName.set(one.name, one);
  }
  return byName;
};
