import {
  anything,
  decimal,
  fields,
  flag,
  integer,
  list,
  nullable,
  oneOf,
  tagged,
  text,
  wordOr,
} from './shape.ts';
import type { Shape } from './shape.ts';

const audioFormat = tagged('type', {
  'audio/pcm': fields({ type: text, rate: integer(24_000, 24_000) }, 'type'),
  'audio/pcmu': fields({ type: text }, 'type'),
  'audio/pcma': fields({ type: text }, 'type'),
});

const voice: Shape = wordOr(text, fields({ id: text }, 'id'));

const serverVad = fields({
  type: text,
  threshold: decimal(0, 1),
  prefix_padding_ms: integer(0),
  silence_duration_ms: integer(0),
  create_response: flag,
  interrupt_response: flag,
  idle_timeout_ms: nullable(integer(5_000, 30_000)),
});

const semanticVad = fields({
  type: text,
  eagerness: oneOf('low', 'medium', 'high', 'auto'),
  create_response: flag,
  interrupt_response: flag,
});

const turnDetection = nullable(tagged('type', { server_vad: serverVad, semantic_vad: semanticVad }));

const transcription = nullable(
  fields({
    model: text,
    language: nullable(text),
    languages: list(text),
    prompt: nullable(text),
    keywords: list(text),
    delay: oneOf('minimal', 'low', 'medium', 'high', 'xhigh'),
  }),
);

const noiseReduction = nullable(fields({ type: oneOf('near_field', 'far_field'), strength: decimal() }));

const functionTool = fields(
  { type: text, name: text, description: nullable(text), parameters: anything, strict: nullable(flag) },
  'name',
);

const mcpTool = fields(
  {
    type: text,
    server_label: text,
    server_url: text,
    connector_id: text,
    authorization: text,
    server_description: text,
    headers: anything,
    allowed_tools: anything,
    allowed_callers: anything,
    require_approval: anything,
    defer_loading: flag,
    tunnel_id: text,
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

export const maxOutputTokens = wordOr(oneOf('inf'), integer(1, 4_096));
export const outputModalities = list(oneOf('text', 'audio'));
export const prompt = nullable(fields({ id: text, version: nullable(text), variables: anything }, 'id'));
export const reasoning = fields({ effort: oneOf('minimal', 'low', 'medium', 'high', 'xhigh') });

const truncation = wordOr(
  oneOf('auto', 'disabled'),
  fields({ type: oneOf('retention_ratio'), retention_ratio: decimal(0, 1), token_limits: anything }, 'type'),
);

const tracing = nullable(
  wordOr(oneOf('auto'), fields({ workflow_name: text, group_id: text, metadata: anything })),
);

const include = nullable(list(oneOf('item.input_audio_transcription.logprobs')));

const input = fields({
  format: audioFormat,
  transcription,
  noise_reduction: noiseReduction,
  turn_detection: turnDetection,
});

export const output = fields({ format: audioFormat, voice, speed: decimal(0.25, 1.5) });

/** `session` of a `session.update` in a conversation. */
export const realtimeSession = fields(
  {
    type: oneOf('realtime'),
    model: text,
    output_modalities: outputModalities,
    instructions: text,
    audio: fields({ input, output }),
    include,
    tracing,
    tools,
    tool_choice: toolChoice,
    parallel_tool_calls: flag,
    reasoning,
    max_output_tokens: maxOutputTokens,
    truncation,
    prompt,
  },
  'type',
);

/** `session` of a `session.update` in a transcription session. */
export const transcriptionSession = fields(
  { type: oneOf('transcription'), audio: fields({ input }), include },
  'type',
);

/** `session` of a `session.update` in a translation session (which has no `type`). */
export const translationSession = fields({
  audio: fields({
    input: fields({ transcription, noise_reduction: noiseReduction }),
    output: fields({ language: text }),
  }),
});
