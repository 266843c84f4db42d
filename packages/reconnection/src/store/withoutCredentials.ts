const secrets: ReadonlySet<string> = new Set(['authorization', 'headers']);

/** Whether an object is a tool of an MCP server. */
const isMcpTool = (value: object): boolean => 'type' in value && value.type === 'mcp';

/**
 * A value without what opens other people's doors: `authorization` and `headers` of MCP tools, wherever they stand in it.
 *
 * What holds none comes back as it is. A `durableSocket` takes them from its `session` at each connect.
 *
 * @param value an event, settings, a ledger; anything of plain objects and lists
 */
export function withoutCredentials(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const parts = list.map(withoutCredentials);
    return parts.some((part, index) => part !== list[index]) ? parts : value;
  }
  const fields = Object.entries(value) as readonly (readonly [string, unknown])[];
  const isTool = isMcpTool(value);
  const kept = fields
    .filter(([key]) => !(isTool && secrets.has(key)))
    .map(([key, part]) => [key, withoutCredentials(part)] as const);
  const isSame =
    kept.length === fields.length && kept.every(([, part], index) => part === fields[index]?.[1]);
  return isSame ? value : Object.fromEntries(kept);
}
