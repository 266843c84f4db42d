import { describe, expect, it } from '@jest/globals';
import { decodeServerEvent, userText } from '@rx-realtime/codecs';
import type { ResponseCreateParams, SessionSettings } from '@rx-realtime/codecs';
import { endpoint } from '../endpoint.ts';
import type { EndpointConfig } from '../endpoint.ts';
import { voiceLiveDialect } from './voiceLiveDialect.ts';
import type { VoiceLiveDialectConfig } from './voiceLiveDialect.ts';

const { lift, lower } = voiceLiveDialect();
const ava = { type: 'azure-standard', name: 'en-US-Ava:DragonHDLatestNeural' };

describe('the session', () => {
  const lowered = (settings: SessionSettings): unknown =>
    lower?.({ type: 'session.update', session: { type: 'realtime', ...settings } });
  const session = (fields: object): unknown => ({ type: 'session.update', session: fields });

  it('has voices that are objects', () => {
    expect(lowered({ audio: { output: { voice: ava.name } } })).toEqual(session({ voice: ava }));
    const alloy = { type: 'openai', name: 'alloy' };
    expect(lowered({ audio: { output: { voice: 'alloy' } } })).toEqual(session({ voice: alloy }));
  });

  it('says the rate of the input beside its format', () => {
    const input = (rate: number): SessionSettings => ({
      audio: { input: { format: { type: 'audio/pcm', rate } } },
    });
    expect(lowered(input(16_000))).toEqual(
      session({ input_audio_format: 'pcm16', input_audio_sampling_rate: 16_000 }),
    );
    expect(lowered(input(24_000))).toEqual(session({ input_audio_format: 'pcm16' }));
  });

  it('speaks at the rate that its format names', () => {
    const settings: SessionSettings = { audio: { output: { format: { type: 'audio/pcm', rate: 8_000 } } } };
    expect(lowered(settings)).toEqual(session({ output_audio_format: 'pcm16_8000hz' }));
  });

  it('has its effort at the top', () => {
    expect(lowered({ reasoning: { effort: 'low' } })).toEqual(session({ reasoning_effort: 'low' }));
  });

  it('leaves what only Voice Live knows, which wins', () => {
    const own = { turn_detection: { type: 'azure_semantic_vad' }, voice: { ...ava, style: 'cheerful' } };
    const settings = { audio: { output: { voice: 'alloy' } }, ...own };
    expect(lowered(settings)).toEqual(session(own));
  });

  it.each(['session.created', 'session.updated'])('is read from %s', (type) => {
    const event = {
      type,
      event_id: 'event_1',
      session: { id: 'sess_1', voice: ava, input_audio_format: 'pcm16', input_audio_sampling_rate: 16_000 },
    };
    expect(lift?.(event)).toMatchObject([
      {
        session: {
          audio: { input: { format: { type: 'audio/pcm', rate: 16_000 } }, output: { voice: ava.name } },
        },
      },
    ]);
  });
});

describe('responses', () => {
  const lowered = (response: ResponseCreateParams): unknown => lower?.({ type: 'response.create', response });

  it('out of band are not committed, and stop no other', () => {
    const response: ResponseCreateParams = {
      conversation: 'none',
      input: [userText('Hi')],
      max_output_tokens: 10,
      audio: { output: { voice: 'alloy' } },
    };
    expect(lowered(response)).toEqual({
      type: 'response.create',
      response: {
        commit: false,
        cancel_previous: false,
        input_items: [userText('Hi')],
        max_output_tokens: 10,
        voice: { type: 'openai', name: 'alloy' },
      },
    });
  });

  it('in the conversation are asked for as ever', () => {
    const event = { type: 'response.create' } as const;
    expect(lower?.(event)).toBe(event);
    expect(lowered({ conversation: 'auto', instructions: 'Hi' })).toEqual({
      type: 'response.create',
      response: { instructions: 'Hi' },
    });
  });

  it('with a voice that has a style are readable, and keep it', () => {
    const voice = { ...ava, style: 'cheerful' };
    const created = { type: 'response.created', event_id: 'event_1', response: { id: 'resp_1', voice } };
    const result = decodeServerEvent(lift?.(created)[0]);
    expect(result).toMatchObject({
      right: {
        type: 'response.created',
        response: { audio: { output: { voice: { wireType: 'azure-standard', payload: voice } } } },
      },
    });
  });
});

it.each([null, 'text', {}, { type: 'warning', event_id: 'event_1', warning: {} }])('passes %j', (u) => {
  expect(lift?.(u)).toEqual([u]);
});

describe('the endpoint', () => {
  const at = (config: EndpointConfig, dialect: VoiceLiveDialectConfig = {}) =>
    endpoint(config, 'key', 'headers', voiceLiveDialect(dialect).route?.(config));
  const azure = { endpoint: 'https://my.services.ai.azure.com/', deployment: 'gpt-realtime' };
  const address = 'wss://my.services.ai.azure.com/voice-live/realtime?api-version=2025-10-01';

  it('is that of the resource, with its key', () => {
    expect(at({ azure })).toEqual({
      url: `${address}&model=gpt-realtime`,
      protocols: [],
      headers: { 'api-key': 'key' },
    });
  });

  it('takes a token of Entra ID', () => {
    expect(at({ azure: { ...azure, bearer: true } }).headers).toEqual({ Authorization: 'Bearer key' });
  });

  it('is also a URL, with a version and an agent', () => {
    const url = 'wss://my.services.ai.azure.com/voice-live/realtime';
    expect(at({ url, model: 'm' }).url).toBe(`${address}&model=m`);
    const parameters = { 'agent-name': 'a' };
    expect(at({ url: new URL(url) }, { apiVersion: 'v', parameters }).url).toBe(
      `${url}?api-version=v&agent-name=a`,
    );
  });

  it('has to be said', () => {
    expect(() => at({ model: 'm' })).toThrow('expected a ws:// or wss:// URL');
  });
});
