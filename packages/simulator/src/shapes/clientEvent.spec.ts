import { describe, expect, it } from '@jest/globals';
import { exchange } from '../../spec/support/exchange.ts';

const update = (session: object): object => ({
  type: 'session.update',
  session: { type: 'realtime', ...session },
});
const response = (params: object): object => ({ type: 'response.create', response: params });
const item = (given: object): object => ({ type: 'conversation.item.create', item: given });
const mcp = (fields: object): object => ({ type: 'mcp', server_label: 'library', ...fields });
const userPart = (part: object): object => item({ type: 'message', role: 'user', content: [part] });

describe('clientEvent refuses', () => {
  it.each<[string, string, string, object]>([
    [
      'two modalities',
      'invalid_value',
      'response.output_modalities',
      response({ output_modalities: ['text', 'audio'] }),
    ],
    ['no modality', 'invalid_value', 'response.output_modalities', response({ output_modalities: [] })],
    [
      'no modality of a session',
      'invalid_value',
      'session.output_modalities',
      update({ output_modalities: [] }),
    ],
    ['metadata of numbers', 'invalid_type', 'response.metadata.a', response({ metadata: { a: 1 } })],
    ['metadata that is a text', 'invalid_type', 'response.metadata', response({ metadata: 'x' })],
    ['metadata that is a list', 'invalid_type', 'response.metadata', response({ metadata: ['x'] })],
    [
      'a flag that is a text',
      'invalid_type',
      'response.parallel_tool_calls',
      response({ parallel_tool_calls: 'x' }),
    ],
    [
      'half an approval',
      'invalid_type',
      'item.approve',
      item({ type: 'mcp_approval_response', approval_request_id: 'item_1', approve: 'maybe' }),
    ],
    [
      'a tool without its schema',
      'missing_required_parameter',
      'item.tools[0].input_schema',
      item({ type: 'mcp_list_tools', server_label: 'library', tools: [{ name: 'a' }] }),
    ],
    [
      'an error of no kind',
      'invalid_value',
      'item.error.type',
      item({ type: 'mcp_call', server_label: 'l', name: 'a', arguments: '', error: { type: 'odd' } }),
    ],
    [
      'sound that is not base64',
      'invalid_value',
      'item.content[0].audio',
      userPart({ type: 'input_audio', audio: '%%%' }),
    ],
    [
      'an image without an address',
      'invalid_value',
      'item.content[0].image_url',
      userPart({ type: 'input_image', image_url: 'a picture' }),
    ],
    [
      'a limit below zero',
      'integer_below_min_value',
      'session.truncation.token_limits.post_instructions',
      update({
        truncation: {
          type: 'retention_ratio',
          retention_ratio: 0.5,
          token_limits: { post_instructions: -1 },
        },
      }),
    ],
    [
      'a truncation without its ratio',
      'missing_required_parameter',
      'session.truncation.retention_ratio',
      update({ truncation: { type: 'retention_ratio' } }),
    ],
    [
      'parameters that are no schema',
      'invalid_type',
      'session.tools[0].parameters',
      update({ tools: [{ type: 'function', name: 'f', parameters: 5 }] }),
    ],
    [
      'headers of numbers',
      'invalid_type',
      'session.tools[0].headers.a',
      update({ tools: [mcp({ headers: { a: 1 } })] }),
    ],
    [
      'a list of tools that is none',
      'invalid_type',
      'session.tools[0].allowed_tools',
      update({ tools: [mcp({ allowed_tools: 1 })] }),
    ],
    [
      'an unknown caller',
      'invalid_value',
      'session.tools[0].allowed_callers[0]',
      update({ tools: [mcp({ allowed_callers: ['me'] })] }),
    ],
    [
      'no callers',
      'empty_array',
      'session.tools[0].allowed_callers',
      update({ tools: [mcp({ allowed_callers: [] })] }),
    ],
    [
      'an unknown connector',
      'invalid_value',
      'session.tools[0].connector_id',
      update({ tools: [mcp({ connector_id: 'connector_fax' })] }),
    ],
    [
      'a tunnel without its id',
      'invalid_value',
      'session.tools[0].tunnel_id',
      update({ tools: [mcp({ tunnel_id: 'tunnel_1' })] }),
    ],
    [
      'an unknown rule of approval',
      'invalid_value',
      'session.tools[0].require_approval',
      update({ tools: [mcp({ require_approval: 'sometimes' })] }),
    ],
    [
      'a server without an address',
      'invalid_value',
      'session.tools[0].server_url',
      update({ tools: [mcp({ server_url: 'library' })] }),
    ],
    [
      'variables that are numbers',
      'invalid_type',
      'session.prompt.variables.a',
      update({ prompt: { id: 'pmpt_1', variables: { a: 1 } } }),
    ],
    [
      'metadata of traces that is a text',
      'invalid_type',
      'session.tracing.metadata',
      update({ tracing: { metadata: 'x' } }),
    ],
  ])('%s: %s', (_what, code, param, event) => {
    const received = exchange([event]);
    expect(received.map(({ type }) => type)).toEqual(['session.created', 'error']);
    expect(received[1]?.error).toMatchObject({ code, param });
  });
});

describe('clientEvent takes', () => {
  const filter = { tool_names: ['a'], read_only: true };
  it.each<[string, object]>([
    ['metadata of texts', response({ metadata: { topic: 'fish' }, output_modalities: ['text'] })],
    ['no metadata', response({ metadata: null, output_modalities: ['text'] })],
    ['an approval', item({ type: 'mcp_approval_response', approval_request_id: 'item_1', approve: false })],
    ['sound', userPart({ type: 'input_audio', audio: Buffer.alloc(4_800).toString('base64') })],
    ['an image', userPart({ type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' })],
    [
      'all there is to say about tools',
      update({
        tools: [
          { type: 'function', name: 'f', parameters: { type: 'object' } },
          mcp({
            server_url: 'https://example.com/mcp',
            headers: { 'x-team': 'blue' },
            allowed_tools: ['a'],
            allowed_callers: ['direct'],
            require_approval: { always: filter, never: filter },
          }),
          mcp({ headers: null, allowed_tools: filter, allowed_callers: null, require_approval: null }),
        ],
      }),
    ],
    [
      'truncation, prompt and tracing',
      update({
        truncation: {
          type: 'retention_ratio',
          retention_ratio: 0.5,
          token_limits: { post_instructions: 100 },
        },
        prompt: { id: 'pmpt_1', variables: { name: 'Ada', photo: { type: 'input_image', detail: 'auto' } } },
        tracing: { workflow_name: 'w', metadata: { a: 1 } },
      }),
    ],
  ])('%s', (_what, event) => {
    expect(exchange([event]).filter(({ type }) => type === 'error')).toEqual([]);
  });
});
