import { base64, fields, flag, integer, list, nullable, object, oneOf, tagged, text, uri } from './shape.ts';
import type { Shape } from './shape.ts';

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

export const item: Shape = tagged('type', itemShapes);
export const inputItem = tagged('type', {
  ...itemShapes,
  item_reference: fields({ type: text, id: text }, 'id'),
});
