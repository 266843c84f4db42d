import { describe, expect, it } from '@jest/globals';
import { decodeServerEvent } from '../wire/decodeServerEvent.ts';
import { dialects } from '../../test/fixtures.ts';
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
        temperature: 0.8,
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

describe('formats', () => {
  const formatsOf = (input: string, output: string, more: object = {}, config = {}): unknown => {
    const session = { input_audio_format: input, output_audio_format: output, ...more };
    const [lifted] = liftBetaEvent({ type: 'session.updated', event_id: 'event_1', session }, config);
    const result = decodeServerEvent(lifted);
    const event = result._tag === 'Right' && result.right.type === 'session.updated' && result.right;
    const audio = event && event.session.type === 'realtime' ? event.session.audio : undefined;
    return [audio?.input?.format, audio?.output?.format];
  };
  const pcm = (rate: number): object => ({ type: 'audio/pcm', rate });

  it('are 24 kHz where a server says no more', () => {
    expect(formatsOf('pcm16', 'pcm16')).toEqual([pcm(24_000), pcm(24_000)]);
  });

  it('hear at 16 kHz and speak at 24 kHz in Qwen', () => {
    const config = { inputRateHz: 16_000 };
    expect(formatsOf('pcm16', 'pcm24', {}, config)).toEqual([pcm(16_000), pcm(24_000)]);
    expect(formatsOf('pcm', 'pcm', {}, config)).toEqual([pcm(16_000), pcm(24_000)]);
  });

  it('say their rate in Azure Voice Live', () => {
    const rate = { input_audio_sampling_rate: 8_000 };
    expect(formatsOf('pcm16', 'pcm16_8000hz', rate)).toEqual([pcm(8_000), pcm(8_000)]);
    expect(formatsOf('g711_ulaw', 'pcm16_16000hz')).toEqual([{ type: 'audio/pcmu' }, pcm(16_000)]);
  });

  it('that are new are kept as such', () => {
    const unknown = { type: 'unknown', wireType: 'mp3', payload: { type: 'mp3' } };
    expect(formatsOf('mp3', 'mp3')).toEqual([unknown, unknown]);
  });
});

it.each([{ type: null }, { type: 'none' }, null])('no turn detection is null: %j', (turn_detection) => {
  const [event] = lift({
    type: 'session.created',
    event_id: 'event_1',
    session: { id: 's', turn_detection },
  });
  expect(event).toMatchObject({ session: { audio: { input: { turn_detection: null } } } });
});

it('keeps what stands in its place of today beside what does not', () => {
  const session = {
    type: 'realtime',
    voice: 'ara',
    turn_detection: { type: 'server_vad' },
    audio: { input: { format: { type: 'audio/pcm', rate: 48_000 } }, output: { speed: 1.2 } },
  };
  expect(lift({ type: 'session.created', event_id: 'event_1', session })).toMatchObject([
    {
      session: {
        audio: {
          input: { format: { type: 'audio/pcm', rate: 48_000 }, turn_detection: { type: 'server_vad' } },
          output: { voice: 'ara', speed: 1.2 },
        },
      },
    },
  ]);
});

it.each(['started', 'stopped', 'cleared'])('playback by the server has %s', (what) => {
  const event = { event_id: 'event_1', response_id: 'resp_1' };
  const today = { ...event, type: `output_audio_buffer.${what}` };
  expect(lift({ ...event, type: `output_audio_buffer.audio_${what}` })).toEqual([today]);
  expect(lift(today)).toEqual([today]);
});

it('leaves alone what begins like a renamed type', () => {
  const annotation = { type: 'response.audio_transcript.annotation.added', event_id: 'event_1' };
  expect(liftBetaEvent(annotation)).toEqual([annotation]);
});

describe('never makes an event unreadable', () => {
  const read = (event: unknown) => {
    const result = decodeServerEvent(event);
    return result._tag === 'Right' && result.right.type !== 'unknown' ? result.right.type : undefined;
  };
  const flat = {
    voice: [{ name: 'en-US-Ava:DragonHDLatestNeural', type: 'azure-standard' }, 'alloy', null, 5],
    modalities: [['text', 'audio', 'avatar'], [], null, 'text'],
    output_audio_format: ['pcm24', 'pcm16_8000hz', 'mp3', null, 5, ''],
    input_audio_format: ['pcm', 'opus', null, 7],
    turn_detection: [{ type: null }, { type: 'azure_semantic_vad' }, {}, 5],
    max_response_output_tokens: ['inf', null, 10],
    input_audio_transcription: [null, { model: 'azure-speech', phrase_list: ['a'] }, 'whisper-1'],
    audio: [null, {}, { input: null, output: 5 }],
    type: [null, 'realtime'],
    usage: [null, {}, { input_tokens_details: null }],
    output: [null, [], [{ type: 'message' }]],
  };
  const cases = Object.entries(flat).flatMap(([field, values]) =>
    values.flatMap((value) => [
      { type: 'session.created', event_id: 'event_1', session: { id: 'sess_1', [field]: value } },
      { type: 'response.created', event_id: 'event_1', response: { id: 'resp_1', [field]: value } },
    ]),
  );

  it.each(cases)('%j', (event) => {
    const before = read(event);
    expect(before).toBe(event.type);
    expect(liftBetaEvent(event).map(read)).toEqual([before]);
  });

  const readable = dialects.filter(({ event }) => read(event) !== undefined);
  it.each(readable.map(({ server, event }) => [server, event] as const))('%s', (_, event) => {
    expect(liftBetaEvent(event).map(read)).not.toContain(undefined);
  });
});

it.each([null, 'text', {}, { type: 5 }, { type: 'error', event_id: 'e', error: { message: 'm' } }])(
  'passes %j',
  (u) => {
    expect(liftBetaEvent(u)).toEqual([u]);
  },
);
