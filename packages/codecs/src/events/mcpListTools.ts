import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { struct } from '../describe/struct.ts';

const listFields = {
  ...serverFields,
  /** The `mcp_list_tools` item. */
  item_id: t.string,
};

/** The service asks an MCP server for its tools. */
export const McpListToolsInProgress = struct(
  'McpListToolsInProgress',
  { ...listFields, type: t.literal('mcp_list_tools.in_progress') },
  {},
);
export interface McpListToolsInProgress extends t.TypeOf<typeof McpListToolsInProgress> {}

/** The tools are known. */
export const McpListToolsCompleted = struct(
  'McpListToolsCompleted',
  { ...listFields, type: t.literal('mcp_list_tools.completed') },
  {},
);
export interface McpListToolsCompleted extends t.TypeOf<typeof McpListToolsCompleted> {}

/** The MCP server did not answer; its tools cannot be called. */
export const McpListToolsFailed = struct(
  'McpListToolsFailed',
  { ...listFields, type: t.literal('mcp_list_tools.failed') },
  {},
);
export interface McpListToolsFailed extends t.TypeOf<typeof McpListToolsFailed> {}
