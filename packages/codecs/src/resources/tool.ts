import * as t from 'io-ts';
import { nonEmptyList, nullable, openEnum, sealed, stringThat, vital } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';
import { isUri } from '../describe/uri.ts';

const functionTool = struct(
  'FunctionTool',
  { type: vital(t.literal('function')) },
  {
    /** Its name. */
    name: t.string,
    /** When and how to call it, and what to tell the user about it. */
    description: nullable<string>(t.string),
    /** Its parameters as JSON Schema. */
    parameters: t.UnknownRecord,
  },
);
/** A function that your code runs. */
export interface FunctionTool extends t.TypeOf<typeof functionTool> {}
export const FunctionTool: t.Type<FunctionTool> = functionTool;

const mcpToolFilter = sealed(
  struct(
    'McpToolFilter',
    {},
    {
      /** Tools by name. */
      tool_names: t.readonlyArray(t.string),
      /** Only tools annotated as reading only. */
      read_only: t.boolean,
    },
  ),
);
/** Selects tools of an MCP server. */
export interface McpToolFilter extends t.TypeOf<typeof mcpToolFilter> {}
export const McpToolFilter: t.Type<McpToolFilter> = mcpToolFilter;

const McpApprovalFilter = struct(
  'McpApprovalFilter',
  {},
  {
    /** Tools that always ask first. */
    always: McpToolFilter,
    /** Tools that never ask. */
    never: McpToolFilter,
  },
);

const mcpTool = struct(
  'McpTool',
  {
    type: t.literal('mcp'),
    /** Your name for the server; calls carry it. */
    server_label: t.string,
  },
  {
    /** Address of the server. */
    server_url: stringThat('uri', isUri),
    /** A connector of the service's own. Deprecated for models released after September 2026. */
    connector_id: openEnum(
      'connector_dropbox',
      'connector_gmail',
      'connector_googlecalendar',
      'connector_googledrive',
      'connector_microsoftteams',
      'connector_outlookcalendar',
      'connector_outlookemail',
      'connector_sharepoint',
    ),
    /** A private server behind a tunnel, `tunnel_` and 32 characters. */
    tunnel_id: stringThat('tunnel_id', (s) => /^tunnel_[a-z0-9]{32}$/.test(s)),
    /** OAuth access token for the server. Secret. */
    authorization: t.string,
    /** What the server is for, told to the model. */
    server_description: t.string,
    /** HTTP headers sent to the server. May be secret. */
    headers: nullable(t.record(t.string, t.string, 'Headers')),
    /** The tools that may be called; all when left out. */
    allowed_tools: nullable(t.union([t.readonlyArray(t.string), McpToolFilter], 'AllowedTools')),
    /** Who may call the tools. */
    allowed_callers: nullable(nonEmptyList(openEnum('direct', 'programmatic'))),
    /**
     * The tools that ask first with an `mcp_approval_request`.
     *
     * @defaultValue `always`
     */
    require_approval: nullable(
      t.union([openEnum('always', 'never'), sealed(McpApprovalFilter)], 'RequireApproval'),
    ),
    /** Fetch the list of tools only when it is needed. */
    defer_loading: t.boolean,
  },
);
/** A remote MCP server, called by the service itself. One of `server_url`, `connector_id`, `tunnel_id` says where it is. */
export interface McpTool extends t.TypeOf<typeof mcpTool> {}
export const McpTool: t.Type<McpTool> = mcpTool;

/** Something the model may call. */
export type Tool = FunctionTool | McpTool;
export const Tool: t.Type<Tool> = tagged('Tool', 'type', { function: FunctionTool, mcp: McpTool });

const ForcedFunction = struct(
  'ForcedFunction',
  {
    type: t.literal('function'),
    /** The function to call. */
    name: t.string,
  },
  {},
);

const ForcedMcp = struct(
  'ForcedMcp',
  {
    type: t.literal('mcp'),
    /** The server to call. */
    server_label: t.string,
  },
  {
    /** The tool to call on it. */
    name: nullable<string>(t.string),
  },
);

const toolChoice = t.union(
  [
    openEnum('none', 'auto', 'required'),
    tagged('ForcedTool', 'type', { function: ForcedFunction, mcp: ForcedMcp }),
  ],
  'ToolChoice',
);
/** Whether the model may (`auto`, the default), must (`required`) or must not (`none`) call a tool, or which one it must. */
export type ToolChoice = t.TypeOf<typeof toolChoice>;
export const ToolChoice: t.Type<ToolChoice> = toolChoice;
