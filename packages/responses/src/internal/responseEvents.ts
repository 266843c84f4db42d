import type { ServerEvent, ServerEventMap } from '@rx-realtime/codecs';

const types = [
  'response.output_item.added',
  'response.output_item.done',
  'response.content_part.added',
  'response.content_part.done',
  'response.output_text.delta',
  'response.output_text.done',
  'response.output_audio.delta',
  'response.output_audio.done',
  'response.output_audio_transcript.delta',
  'response.output_audio_transcript.done',
  'response.function_call_arguments.delta',
  'response.function_call_arguments.done',
  'response.mcp_call_arguments.delta',
  'response.mcp_call_arguments.done',
] as const;

/** The events between `response.created` and `response.done` that build a response up. */
export type ResponseEvent = ServerEventMap[(typeof types)[number]];

const known: ReadonlySet<string> = new Set(types);

export const isResponseEvent = (event: ServerEvent): event is ResponseEvent => known.has(event.type);
