import * as t from 'io-ts';
import { filled, integer, nullable } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { orUnknown, tagged } from '../describe/tagged.ts';

const mcpListedTool = struct(
  'McpListedTool',
  {
    /** Its name. */
    name: t.string,
    /** Its parameters as JSON Schema. */
    input_schema: t.UnknownRecord,
  },
  {
    /** What it does. */
    description: nullable<string>(t.string),
    /** Hints such as `readOnlyHint`. */
    annotations: nullable<{ [key: string]: unknown }>(t.UnknownRecord),
  },
);
/** One tool of an MCP server. */
export interface McpListedTool extends t.TypeOf<typeof mcpListedTool> {}
export const McpListedTool: t.Type<McpListedTool> = mcpListedTool;

/** The tools that an MCP server offers. */
export const McpListToolsItem = struct(
  'McpListToolsItem',
  {
    type: t.literal('mcp_list_tools'),
    /** The server, as named in the tool. */
    server_label: t.string,
    /** Its tools. */
    tools: filled(t.readonlyArray(McpListedTool), () => []),
  },
  {
    /** Unique id of the item. */
    id: t.string,
  },
);
export interface McpListToolsItem extends t.TypeOf<typeof McpListToolsItem> {}

const errorFields = {
  /** Status or JSON-RPC code. */
  code: integer(),
  /** What went wrong, in words. */
  message: t.string,
};

const McpProtocolError = struct(
  'McpProtocolError',
  { type: t.literal('protocol_error'), ...errorFields },
  {},
);
const McpHttpError = struct('McpHttpError', { type: t.literal('http_error'), ...errorFields }, {});
const McpToolExecutionError = struct(
  'McpToolExecutionError',
  { type: t.literal('tool_execution_error'), message: errorFields.message },
  {},
);

const mcpError = tagged('McpError', 'type', {
  protocol_error: McpProtocolError,
  tool_execution_error: McpToolExecutionError,
  http_error: McpHttpError,
});
/** Why an MCP call failed: the protocol, the HTTP request, or the tool itself. */
export type McpError = t.TypeOf<typeof mcpError>;
export const McpError: t.Type<McpError> = mcpError;

const callFields = {
  /** Unique id of the item. */
  id: t.string,
  /** The server, as named in the tool. */
  server_label: t.string,
  /** The tool. */
  name: t.string,
  /** Its arguments as JSON text. */
  arguments: t.string,
};

/** A call to an MCP server, made by the service. */
export const McpCallItem = struct(
  'McpCallItem',
  { type: t.literal('mcp_call'), ...callFields },
  {
    /** The request that allowed it, when approval was needed. */
    approval_request_id: nullable<string>(t.string),
    /** What the tool returned; null while it runs. */
    output: nullable<string>(t.string),
    /** Why it failed; null when it did not. */
    error: nullable(orUnknown(McpError)),
  },
);
export interface McpCallItem extends t.TypeOf<typeof McpCallItem> {}

/** The model wants to call an MCP tool and waits for a yes or no. */
export const McpApprovalRequestItem = struct(
  'McpApprovalRequestItem',
  { type: t.literal('mcp_approval_request'), ...callFields },
  {},
);
export interface McpApprovalRequestItem extends t.TypeOf<typeof McpApprovalRequestItem> {}

/** The yes or no. */
export const McpApprovalResponseItem = struct(
  'McpApprovalResponseItem',
  {
    type: t.literal('mcp_approval_response'),
    /** Unique id of the item. */
    id: t.string,
    /** The request that this answers. */
    approval_request_id: t.string,
    /** Whether the call may be made. */
    approve: t.boolean,
  },
  {
    /** Why. */
    reason: nullable<string>(t.string),
  },
);
export interface McpApprovalResponseItem extends t.TypeOf<typeof McpApprovalResponseItem> {}
