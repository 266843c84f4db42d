import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  inputAudioBufferCommit,
  responseCreate,
  sessionUpdate,
} from '../make/clientEvents.ts';
import { assistantText } from '../make/assistantText.ts';
import { userText } from '../make/userText.ts';
import type { SessionSettings } from '../make/clientEvents.ts';
import { liftBetaEvent } from './liftBetaEvent.ts';
import { lowerBetaEvent } from './lowerBetaEvent.ts';

const sessionOf = (settings: SessionSettings, config = {}): unknown =>
  (lowerBetaEvent(sessionUpdate(settings), config) as { session: unknown }).session;

describe('session.update', () => {
  it('is flat', () => {
    const settings: SessionSettings = {
      instructions: 'Be brief.',
      output_modalities: ['audio'],
      max_output_tokens: 'inf',
      tools: [],
      audio: {
        input: {
          format: { type: 'audio/pcmu' },
          transcription: { model: 'whisper-1' },
          noise_reduction: null,
          turn_detection: { type: 'server_vad' },
        },
        output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy', speed: 1.1 },
      },
    };
    expect(lowerBetaEvent({ ...sessionUpdate(settings), event_id: 'event_1' })).toEqual({
      type: 'session.update',
      event_id: 'event_1',
      session: {
        instructions: 'Be brief.',
        modalities: ['text', 'audio'],
        max_response_output_tokens: 'inf',
        tools: [],
        input_audio_format: 'g711_ulaw',
        input_audio_transcription: { model: 'whisper-1' },
        input_audio_noise_reduction: null,
        turn_detection: { type: 'server_vad' },
        output_audio_format: 'pcm16',
        voice: 'alloy',
        speed: 1.1,
      },
    });
  });

  it('changes only what is there', () => {
    expect(sessionOf({ instructions: 'Be brief.' })).toEqual({ instructions: 'Be brief.' });
    expect(sessionOf({ audio: { input: { turn_detection: null } } })).toEqual({ turn_detection: null });
    expect(sessionOf({ output_modalities: ['text'] })).toEqual({ modalities: ['text'] });
  });

  it('of a transcription has a name of its own', () => {
    const session = { type: 'transcription', audio: { input: { format: { type: 'audio/pcma' } } } } as const;
    expect(lowerBetaEvent({ type: 'session.update', session })).toEqual({
      type: 'transcription_session.update',
      session: { input_audio_format: 'g711_alaw' },
    });
  });

  it('leaves what only this server knows, which wins', () => {
    const settings = { audio: { output: { voice: 'alloy' } }, temperature: 0.6, voice: { name: 'Ava' } };
    expect(sessionOf(settings)).toEqual({ voice: { name: 'Ava' }, temperature: 0.6 });
  });

  it('names PCM by its rate, unless that is the usual one', () => {
    const input = (rate: number): SessionSettings => ({
      audio: { input: { format: { type: 'audio/pcm', rate } } },
    });
    expect(sessionOf(input(16_000))).toEqual({ input_audio_format: 'pcm16_16000hz' });
    expect(sessionOf(input(16_000), { inputRateHz: 16_000 })).toEqual({ input_audio_format: 'pcm16' });
  });

  it('comes back as it went', () => {
    const session = {
      type: 'realtime',
      output_modalities: ['audio'],
      max_output_tokens: 100,
      instructions: 'Be brief.',
      audio: {
        input: { format: { type: 'audio/pcm', rate: 16_000 }, turn_detection: null },
        output: { format: { type: 'audio/pcma' }, voice: 'alloy' },
      },
    } as const;
    const lowered = lowerBetaEvent({ type: 'session.update', session }) as object;
    expect(liftBetaEvent({ ...lowered, type: 'session.updated' })).toEqual([
      { type: 'session.updated', session },
    ]);
  });
});

describe('items', () => {
  it('of the model say text and audio', () => {
    expect(lowerBetaEvent(conversationItemCreate(assistantText('Hi')))).toMatchObject({
      item: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
    });
  });

  it('of others stay as they are', () => {
    const created = conversationItemCreate(userText('Hi'));
    expect(lowerBetaEvent(created)).toEqual(created);
    const output = { type: 'function_call_output', call_id: 'call_1', output: '3' } as const;
    expect(lowerBetaEvent(conversationItemCreate(output))).toMatchObject({ item: output });
  });
});

describe('response.create', () => {
  it('has the old fields', () => {
    const event = responseCreate({
      output_modalities: ['text'],
      max_output_tokens: 10,
      conversation: 'none',
      metadata: { a: 'b' },
      input: [assistantText('Hi')],
      audio: { output: { voice: 'alloy', format: { type: 'audio/pcmu' } } },
    });
    expect(lowerBetaEvent(event)).toMatchObject({
      type: 'response.create',
      response: {
        modalities: ['text'],
        max_response_output_tokens: 10,
        conversation: 'none',
        metadata: { a: 'b' },
        input: [{ content: [{ type: 'text' }] }],
        voice: 'alloy',
        output_audio_format: 'g711_ulaw',
      },
    });
  });

  it('without settings is as it is', () => {
    const event = { type: 'response.create' } as const;
    expect(lowerBetaEvent(event)).toBe(event);
  });
});

it('other events are as they are', () => {
  const event = inputAudioBufferCommit();
  expect(lowerBetaEvent(event)).toBe(event);
});
