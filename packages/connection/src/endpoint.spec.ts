import { describe, expect, it } from '@jest/globals';
import { endpoint } from './endpoint.ts';
import type { EndpointConfig } from './endpoint.ts';

const url = (config: EndpointConfig, secret?: string) => endpoint(config, secret, 'headers').url;
const failure = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('endpoint', () => {
  it.each<[string, EndpointConfig, string]>([
    ['a model', { model: 'gpt-realtime' }, 'wss://api.openai.com/v1/realtime?model=gpt-realtime'],
    ['a client secret alone', {}, 'wss://api.openai.com/v1/realtime'],
    ['a sideband call', { callId: 'rtc_1' }, 'wss://api.openai.com/v1/realtime?call_id=rtc_1'],
    ['transcription', { intent: 'transcription' }, 'wss://api.openai.com/v1/realtime?intent=transcription'],
    [
      'translation',
      { translation: true, model: 'gpt-realtime-translate' },
      'wss://api.openai.com/v1/realtime/translations?model=gpt-realtime-translate',
    ],
    [
      'Azure GA',
      { azure: { endpoint: 'https://r.openai.azure.com/', deployment: 'my-gpt' } },
      'wss://r.openai.azure.com/openai/v1/realtime?model=my-gpt',
    ],
    [
      'Azure preview',
      {
        azure: {
          endpoint: 'https://r.openai.azure.com',
          deployment: 'my-gpt',
          apiVersion: '2025-04-01-preview',
        },
      },
      'wss://r.openai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=my-gpt',
    ],
    [
      'an http URL',
      { url: 'http://127.0.0.1:8080/v1/realtime', model: 'm' },
      'ws://127.0.0.1:8080/v1/realtime?model=m',
    ],
  ])('builds the URL of %s', (_, config, expected) => {
    expect(url(config)).toBe(expected);
  });

  it('sends the key as a header where headers exist', () => {
    const { headers, protocols } = endpoint(
      { model: 'm', organization: 'o', project: 'p', safetyIdentifier: 's' },
      'sk-1',
      'headers',
    );
    expect(protocols).toEqual([]);
    expect(headers).toEqual({
      Authorization: 'Bearer sk-1',
      'OpenAI-Organization': 'o',
      'OpenAI-Project': 'p',
      'OpenAI-Safety-Identifier': 's',
    });
  });

  it('never sends the beta header to OpenAI, and does to an Azure preview', () => {
    expect(endpoint({ model: 'm' }, 'sk-1', 'headers').headers).not.toHaveProperty('OpenAI-Beta');
    const azure = {
      endpoint: 'https://r.openai.azure.com',
      deployment: 'd',
      apiVersion: '2025-04-01-preview',
    };
    expect(endpoint({ azure }, 'k', 'headers').headers).toEqual({
      'api-key': 'k',
      'OpenAI-Beta': 'realtime=v1',
    });
  });

  it.each(['sk-1\n', 'sk 1', '', 'sk-\u00e9', 'sk-1\r\nX: y'])(
    'refuses a key that no header can carry: %j',
    (key) => {
      const refused = failure(() => url({ url: 'wss://example.com' }, key));
      expect(refused).toMatchObject({ code: 'invalid_key', reason: 'auth', retriable: false });
      expect(String(refused)).not.toContain('sk-');
    },
  );

  it('takes only client secrets into a browser', () => {
    expect(endpoint({}, 'ek_1', 'subprotocols').protocols).toEqual([
      'realtime',
      'openai-insecure-api-key.ek_1',
    ]);
    expect(failure(() => endpoint({}, 'sk-1', 'subprotocols'))).toMatchObject({
      code: 'key_in_browser',
      reason: 'policy',
    });
  });

  it.each(['Cloudflare-Workers', 'Deno/2.9.6', 'Bun/1.4.5'])(
    'takes an API key where a server sends no headers: %s',
    (userAgent) => {
      const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
      Object.defineProperty(globalThis, 'navigator', { value: { userAgent }, configurable: true });
      try {
        expect(endpoint({}, 'sk-1', 'subprotocols').protocols[1]).toBe('openai-insecure-api-key.sk-1');
      } finally {
        Object.defineProperty(globalThis, 'navigator', navigator ?? { value: undefined, configurable: true });
      }
    },
  );

  it.each(['ws://127.0.0.1:1', 'ws://localhost:1', 'ws://[::1]:1'])(
    'lets a key go in the clear to %s',
    (loopback) => {
      expect(url({ url: loopback }, 'sk-1')).toContain(loopback);
    },
  );

  it.each(['ws://example.com', 'http://127.0.0.1.example.com', 'ws://localhost.example.com'])(
    'refuses to send a key in the clear to %s',
    (remote) => {
      expect(failure(() => url({ url: remote }, 'sk-secret'))).toMatchObject({
        code: 'insecure_url',
        retriable: false,
      });
      expect(String(failure(() => url({ url: remote }, 'sk-secret')))).not.toContain('sk-secret');
    },
  );

  it.each([
    ['no URL', { url: 'nonsense' }, 'invalid_url'],
    ['no scheme', { url: '127.0.0.1:8080' }, 'invalid_url'],
    ['no scheme but a name', { url: 'localhost:8080' }, 'invalid_url'],
    ['a fragment', { url: 'wss://example.com/v1/realtime#top' }, 'invalid_url'],
    ['another scheme', { url: 'ftp://example.com' }, 'invalid_url'],
    ['user and password', { url: 'wss://user:pw@example.com' }, 'invalid_url'],
    ['a model and a call', { model: 'm', callId: 'rtc_1' }, 'ambiguous_endpoint'],
    ['a model for transcription', { model: 'm', intent: 'transcription' as const }, 'ambiguous_endpoint'],
  ])('refuses %s', (_, config, code) => {
    expect(failure(() => url(config))).toMatchObject({ _tag: 'RealtimeError', code });
  });
});
