import { prompt } from './prompt.ts';
import {
  decimal,
  fields,
  filledList,
  flag,
  integer,
  list,
  nullable,
  object,
  oneOf,
  tagged,
  text,
  wordOr,
} from './shape.ts';
import { toolChoice, tools } from './tools.ts';
import { audioFormat } from './audioFormat.ts';
import { maxOutputTokens, outputModalities, reasoning, output } from './output.ts';

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

const ofTranscription = {
  model: text,
  language: nullable(text),
  languages: filledList(text),
  prompt: nullable(text),
  keywords: list(text),
  delay: oneOf('minimal', 'low', 'medium', 'high', 'xhigh'),
};
const transcription = nullable(fields(ofTranscription));

const ofNoiseReduction = { type: oneOf('near_field', 'far_field'), strength: decimal() };
const noiseReduction = nullable(fields(ofNoiseReduction));

const truncation = wordOr(
  oneOf('auto', 'disabled'),
  fields(
    {
      type: oneOf('retention_ratio'),
      retention_ratio: decimal(0, 1),
      token_limits: fields({ post_instructions: integer(0) }),
    },
    'type',
    'retention_ratio',
  ),
);

const tracing = nullable(
  wordOr(oneOf('auto'), fields({ workflow_name: text, group_id: text, metadata: object })),
);

const include = nullable(list(oneOf('item.input_audio_transcription.logprobs')));

const input = fields({
  format: audioFormat,
  transcription,
  noise_reduction: noiseReduction,
  turn_detection: turnDetection,
});

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
    input: fields({
      transcription: nullable(fields(ofTranscription, 'model')),
      noise_reduction: nullable(fields(ofNoiseReduction, 'type')),
    }),
    output: fields({ language: text }),
  }),
});
