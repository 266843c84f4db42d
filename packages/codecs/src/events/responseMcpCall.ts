import * as t from 'io-ts';
import { index, outputItemFields, serverFields } from './fields.ts';
import { expected, nullable } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** A piece of an MCP call's arguments. */
export const ResponseMcpCallArgumentsDelta = struct(
  'ResponseMcpCallArgumentsDelta',
  {
    ...outputItemFields,
    type: t.literal('response.mcp_call_arguments.delta'),
    /** The new characters of the JSON text. */
    delta: t.string,
  },
  {
    /** Random characters that hide the length of the delta. */
    obfuscation: nullable<string>(t.string),
  },
);
export interface ResponseMcpCallArgumentsDelta extends t.TypeOf<typeof ResponseMcpCallArgumentsDelta> {}

/** The arguments are complete. */
export const ResponseMcpCallArgumentsDone = struct(
  'ResponseMcpCallArgumentsDone',
  {
    ...outputItemFields,
    type: t.literal('response.mcp_call_arguments.done'),
  },
  {
    /** The arguments as JSON text. */
    arguments: expected<string>(t.string),
  },
);
export interface ResponseMcpCallArgumentsDone extends t.TypeOf<typeof ResponseMcpCallArgumentsDone> {}

const progressFields = {
  ...serverFields,
  /** Position of the item in `response.output`, from 0. */
  output_index: index,
  /** The `mcp_call` item. */
  item_id: t.string,
};

/** The service calls the MCP server. */
export const ResponseMcpCallInProgress = struct(
  'ResponseMcpCallInProgress',
  { ...progressFields, type: t.literal('response.mcp_call.in_progress') },
  {},
);
export interface ResponseMcpCallInProgress extends t.TypeOf<typeof ResponseMcpCallInProgress> {}

/** The call succeeded. May come after `response.done`; the follow-up response is yours to create. */
export const ResponseMcpCallCompleted = struct(
  'ResponseMcpCallCompleted',
  { ...progressFields, type: t.literal('response.mcp_call.completed') },
  {},
);
export interface ResponseMcpCallCompleted extends t.TypeOf<typeof ResponseMcpCallCompleted> {}

/** The call failed; the item says why. */
export const ResponseMcpCallFailed = struct(
  'ResponseMcpCallFailed',
  { ...progressFields, type: t.literal('response.mcp_call.failed') },
  {},
);
export interface ResponseMcpCallFailed extends t.TypeOf<typeof ResponseMcpCallFailed> {}
