import { describe, expect, it } from '@jest/globals';
import { decodeServerEvent } from './decodeServerEvent.ts';
import { liftBetaEvent } from './liftBetaEvent.ts';

/** Every lifted event decodes to an event that is known. */
function lift(beta: unknown): readonly unknown[] {
  const events = liftBetaEvent(beta);
  for (const event of events) {
    const result = decodeServerEvent(event);
    expect(result._tag === 'Right' && result.right.type).toBe((event as { type: string }).type);
  }
  return events;
}

const ids = {
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
};

describe('names', () => {
  it.each([
    ['response.text.delta', 'response.output_text.delta', { delta: 'Hi' }],
    ['response.text.done', 'response.output_text.done', { text: 'Hi' }],
    ['response.audio.delta', 'response.output_audio.delta', { delta: 'AAAA' }],
    ['response.audio_transcript.done', 'response.output_audio_transcript.done', { transcript: 'Hi' }],
  ])('%s is %s', (beta, type, payload) => {
    expect(lift({ ...ids, ...payload, type: beta })).toEqual([{ ...ids, ...payload, type }]);
  });
});

describe('items', () => {
  const message = {
    id: 'item_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'audio', transcript: 'Hi' }],
  };
  const lifted = { ...message, content: [{ type: 'output_audio', transcript: 'Hi' }] };

  it('that are complete are added and done', () => {
    const created = {
      type: 'conversation.item.created',
      event_id: 'event_1',
      previous_item_id: null,
      item: message,
    };
    expect(lift(created)).toEqual([
      { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item: lifted },
      { type: 'conversation.item.done', event_id: 'event_1', previous_item_id: null, item: lifted },
    ]);
  });

  it('that are running are added, and done with the output', () => {
    const running = { ...message, status: 'in_progress', content: [] };
    expect(lift({ type: 'conversation.item.created', event_id: 'event_1', item: running })).toEqual([
      { type: 'conversation.item.added', event_id: 'event_1', item: running },
    ]);
    const done = {
      type: 'response.output_item.done',
      event_id: 'event_2',
      response_id: 'resp_1',
      output_index: 0,
      item: message,
    };
    expect(lift(done)).toEqual([
      { type: 'conversation.item.done', event_id: 'event_2', item: lifted },
      { ...done, item: lifted },
    ]);
  });
});

it('sessions', () => {
  const session = {
    id: 'sess_1',
    object: 'realtime.session',
    modalities: ['audio', 'text'],
    voice: 'alloy',
    input_audio_format: 'pcm16',
    output_audio_format: 'g711_ulaw',
    input_audio_transcription: { model: 'whisper-1' },
    turn_detection: { type: 'server_vad' },
    tools: [],
    temperature: 0.8,
    max_response_output_tokens: 'inf',
  };
  expect(lift({ type: 'session.created', event_id: 'event_1', session })).toEqual([
    {
      type: 'session.created',
      event_id: 'event_1',
      session: {
        type: 'realtime',
        id: 'sess_1',
        object: 'realtime.session',
        output_modalities: ['audio'],
        tools: [],
        max_output_tokens: 'inf',
        audio: {
          input: {
            format: { type: 'audio/pcm', rate: 24_000 },
            transcription: { model: 'whisper-1' },
            turn_detection: { type: 'server_vad' },
          },
          output: { format: { type: 'audio/pcmu' }, voice: 'alloy' },
        },
      },
    },
  ]);
  const transcription = {
    type: 'transcription_session.updated',
    event_id: 'event_2',
    session: { id: 'sess_2', input_audio_format: 'g711_alaw' },
  };
  expect(lift(transcription)).toEqual([
    {
      type: 'session.updated',
      event_id: 'event_2',
      session: { type: 'transcription', id: 'sess_2', audio: { input: { format: { type: 'audio/pcma' } } } },
    },
  ]);
});

it('responses', () => {
  const response = {
    id: 'resp_1',
    modalities: ['text'],
    voice: 'alloy',
    output_audio_format: 'pcm16',
    output: [{ id: 'item_1', type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Hi' }] }],
    usage: {
      total_tokens: 3,
      input_tokens_details: { text_tokens: 2 },
      output_tokens_details: { text_tokens: 1 },
    },
  };
  expect(lift({ type: 'response.done', event_id: 'event_1', response })).toEqual([
    {
      type: 'response.done',
      event_id: 'event_1',
      response: {
        id: 'resp_1',
        output_modalities: ['text'],
        audio: { output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy' } },
        output: [
          {
            id: 'item_1',
            type: 'message',
            role: 'assistant',
            content: [{ type: 'output_text', text: 'Hi' }],
          },
        ],
        usage: {
          total_tokens: 3,
          input_token_details: { text_tokens: 2 },
          output_token_details: { text_tokens: 1 },
        },
      },
    },
  ]);
});

it.each([null, 'text', {}, { type: 5 }, { type: 'error', event_id: 'e', error: { message: 'm' } }])(
  'passes %j',
  (u) => {
    expect(liftBetaEvent(u)).toEqual([u]);
  },
);
