import { notInFormat } from './refusal.ts';
import {
  fields,
  filledList,
  flag,
  list,
  listOr,
  nullable,
  object,
  oneOf,
  record,
  tagged,
  text,
  uri,
  wordOr,
} from './shape.ts';
import type { Shape } from './shape.ts';

const functionTool = fields(
  { type: text, name: text, description: nullable(text), parameters: object, strict: nullable(flag) },
  'name',
);

/** Some of an MCP server's tools. */
const filter = fields({ tool_names: list(text), read_only: flag });

const connector = oneOf(
  'connector_dropbox',
  'connector_gmail',
  'connector_googlecalendar',
  'connector_googledrive',
  'connector_microsoftteams',
  'connector_outlookcalendar',
  'connector_outlookemail',
  'connector_sharepoint',
);

const tunnelId: Shape = (value, path) =>
  text(value, path) ??
  (/^tunnel_[a-z0-9]{32}$/.test(String(value)) ? undefined : notInFormat(path, 'the id of a tunnel'));

const mcpTool = fields(
  {
    type: text,
    server_label: text,
    server_url: uri,
    connector_id: connector,
    authorization: text,
    server_description: text,
    headers: nullable(record(text)),
    allowed_tools: nullable(listOr(text, filter)),
    allowed_callers: nullable(filledList(oneOf('direct', 'programmatic'))),
    require_approval: nullable(wordOr(oneOf('always', 'never'), fields({ always: filter, never: filter }))),
    defer_loading: flag,
    tunnel_id: tunnelId,
  },
  'server_label',
);

export const tools = list(tagged('type', { function: functionTool, mcp: mcpTool }));

export const toolChoice = wordOr(
  oneOf('none', 'auto', 'required'),
  tagged('type', {
    function: fields({ type: text, name: text }, 'name'),
    mcp: fields({ type: text, server_label: text, name: nullable(text) }, 'server_label'),
  }),
);
