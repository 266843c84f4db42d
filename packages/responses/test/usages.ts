/** Responses that report what they used. */
import type { RealtimeResponse, ServerEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';

/** The usage of OpenAI's own example of response.done. */
export const seen: RealtimeResponse['usage'] = {
  total_tokens: 253,
  input_tokens: 132,
  output_tokens: 121,
  input_token_details: {
    text_tokens: 119,
    audio_tokens: 13,
    image_tokens: 0,
    cached_tokens: 64,
    cached_tokens_details: { text_tokens: 64, audio_tokens: 0, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 30, audio_tokens: 91 },
};

export const session = (model: string, transcription?: string): ServerEvent => ({
  type: 'session.created',
  event_id: 's',
  session: {
    type: 'realtime',
    model,
    ...(transcription !== undefined && { audio: { input: { transcription: { model: transcription } } } }),
  },
});
export const done = (id: string, used: RealtimeResponse['usage'] = seen): ServerEvent => ({
  type: 'response.done',
  event_id: `event_${id}`,
  response: { id, status: 'completed', conversation_id: 'conv_1', output: [], usage: used },
});

const zero = { text: 0, audio: 0, image: 0, unattributed: 0 };
export const tokens = {
  input: { ...zero, text: 119, audio: 13 },
  cachedInput: { ...zero, text: 64 },
  output: { ...zero, text: 30, audio: 91 },
  durationMs: 0,
};

type Transcribed = Extract<
  ServerEvent,
  { readonly type: 'conversation.item.input_audio_transcription.completed' }
>;
export const transcribed = (item_id: string, used: Transcribed['usage']): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.completed',
  event_id: `event_${item_id}`,
  item_id,
  content_index: 0,
  transcript: 'Hello.',
  usage: used,
});

const counts = fc.record(
  { text_tokens: fc.nat(999), audio_tokens: fc.nat(999), image_tokens: fc.nat(999) },
  { requiredKeys: [] },
);
export const anyUsage = fc.record(
  {
    input_tokens: fc.option(fc.nat(3000)),
    output_tokens: fc.option(fc.nat(3000)),
    input_token_details: fc
      .tuple(counts, fc.option(fc.nat(999)), fc.option(counts))
      .map(([details, cached_tokens, cached_tokens_details]) => ({
        ...details,
        cached_tokens,
        cached_tokens_details,
      })),
    output_token_details: fc.option(counts),
  },
  { requiredKeys: [] },
);
