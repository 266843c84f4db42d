import { invalidType, missingType } from './refusal.ts';
import {
  anything,
  base64,
  fields,
  flag,
  integer,
  isObject,
  list,
  nullable,
  object,
  oneOf,
  record,
  tagged,
  text,
  textUpTo,
  uri,
  wordOr,
} from './shape.ts';
import type { Shape } from './shape.ts';
import { prompt } from './promptShape.ts';
import { maxOutputTokens, output, outputModalities, reasoning } from './sessionShapes.ts';
import { toolChoice, tools } from './toolShapes.ts';

const itemStatus = oneOf('completed', 'incomplete', 'in_progress');
const ofItem = { id: text, object: oneOf('realtime.item'), type: text, status: itemStatus };

const inputText = fields({ type: text, text }, 'text');
const inputAudio = fields({ type: text, audio: nullable(base64), transcript: nullable(text) }, 'audio');
const inputImage = fields({ type: text, image_url: uri, detail: oneOf('auto', 'low', 'high') }, 'image_url');

const message = tagged('role', {
  system: fields(
    { ...ofItem, role: text, content: list(tagged('type', { input_text: inputText })) },
    'content',
  ),
  user: fields(
    {
      ...ofItem,
      role: text,
      content: list(
        tagged('type', { input_text: inputText, input_audio: inputAudio, input_image: inputImage }),
      ),
    },
    'content',
  ),
  // Assistant audio cannot be put into a conversation: only the model makes it.
  assistant: fields(
    {
      ...ofItem,
      role: text,
      phase: oneOf('commentary', 'final_answer'),
      content: list(tagged('type', { output_text: inputText })),
    },
    'content',
  ),
});

const listedTool = fields(
  { name: text, description: nullable(text), input_schema: object, annotations: nullable(object) },
  'name',
  'input_schema',
);

const numberedError = fields({ type: text, code: integer(), message: text }, 'code', 'message');
const mcpError = tagged('type', {
  protocol_error: numberedError,
  http_error: numberedError,
  tool_execution_error: fields({ type: text, message: text }, 'message'),
});

const itemShapes = {
  message,
  function_call: fields({ ...ofItem, call_id: text, name: text, arguments: text }, 'name', 'arguments'),
  function_call_output: fields({ ...ofItem, call_id: text, output: text }, 'call_id', 'output'),
  mcp_list_tools: fields({ ...ofItem, server_label: text, tools: list(listedTool) }, 'server_label', 'tools'),
  mcp_call: fields(
    {
      ...ofItem,
      server_label: text,
      name: text,
      arguments: text,
      approval_request_id: nullable(text),
      output: nullable(text),
      error: nullable(mcpError),
    },
    'server_label',
    'name',
    'arguments',
  ),
  mcp_approval_request: fields(
    { ...ofItem, server_label: text, name: text, arguments: text },
    'server_label',
    'name',
    'arguments',
  ),
  mcp_approval_response: fields(
    { ...ofItem, approval_request_id: text, approve: flag, reason: nullable(text) },
    'approval_request_id',
    'approve',
  ),
};

const item: Shape = tagged('type', itemShapes);
const inputItem = tagged('type', { ...itemShapes, item_reference: fields({ type: text, id: text }, 'id') });

const responseParameters = fields({
  output_modalities: outputModalities,
  instructions: text,
  audio: fields({ output }),
  tools,
  tool_choice: toolChoice,
  parallel_tool_calls: flag,
  reasoning,
  max_output_tokens: maxOutputTokens,
  conversation: wordOr(oneOf('auto', 'none'), text),
  metadata: nullable(record(text)),
  prompt,
  input: list(inputItem),
});

/** The longest `event_id` of a client. */
export const longestEventId = 512;
const ofEvent = { type: text, event_id: nullable(textUpTo(longestEventId)) };
const event = (shapes: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape =>
  fields({ ...ofEvent, ...shapes }, ...required);

/** "Up to a maximum of 15 MiB" of sound in one event, as base64. */
const longestAudio = (15 * 1_024 * 1_024 * 4) / 3;
const audio = textUpTo(longestAudio);

/** What each client event may hold; `session` is looked into later, because its shape depends on the session. */
const clientEvents: Readonly<Record<string, Shape>> = {
  'session.update': event({ session: anything }, 'session'),
  'session.close': event({}),
  'input_audio_buffer.append': event({ audio }, 'audio'),
  'session.input_audio_buffer.append': event({ audio }, 'audio'),
  'input_audio_buffer.commit': event({}),
  'input_audio_buffer.clear': event({}),
  'conversation.item.create': event({ item, previous_item_id: nullable(text) }, 'item'),
  'conversation.item.truncate': event(
    { item_id: text, content_index: integer(0), audio_end_ms: integer(0) },
    'item_id',
    'content_index',
    'audio_end_ms',
  ),
  'conversation.item.delete': event({ item_id: text }, 'item_id'),
  'conversation.item.retrieve': event({ item_id: text }, 'item_id'),
  'response.create': event({ response: nullable(responseParameters) }),
  'response.cancel': event({ response_id: nullable(text) }),
};

/** The types a WebSocket session accepts, in the order in which the service lists them. */
export const clientEventTypes: readonly string[] = Object.keys(clientEvents);

/** A client event as a whole: an object with a known type and the fields of that type. */
export const clientEvent: Shape = (value) => {
  if (!isObject(value)) return invalidType('event', 'an object', value);
  if (!Object.hasOwn(value, 'type')) return missingType;
  const type = value['type'];
  const unknown = oneOf(...clientEventTypes)(type, 'type');
  return unknown ?? clientEvents[String(type)]!(value, '');
};
