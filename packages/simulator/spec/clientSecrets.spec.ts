import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { bodyOffences, offences } from './support/schema.ts';
import type { EventMap } from './support/schema.ts';
import type { Received } from './support/client.ts';
import { createSimulator } from '../src/createSimulator.ts';
import type { MemorySimulator } from '../src/createSimulator.ts';

const api = 'https://api.openai.com/v1/realtime';
const secrets = '/client_secrets';
const translationSecrets = '/translations/client_secrets';

interface Secret {
  readonly value: string;
  readonly expires_at: number;
  readonly session: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string | null; readonly param: string | null };
}

const mint = async ({ fetch }: MemorySimulator, body: object, path = secrets) => {
  const response = await fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, secret: (await response.json()) as Secret };
};

/** What a page that has the secret is sent, and how its connection ends if the server ends it. */
const open = ({ WebSocket }: MemorySimulator, secret: string, map?: EventMap) => {
  const seen: { received: Received[]; code?: number; reason?: string; violations: string[] } = {
    received: [],
    violations: [],
  };
  const socket = new WebSocket(api, ['realtime', `openai-insecure-api-key.${secret}`]);
  socket.onmessage = ({ data }) => {
    const event = JSON.parse(String(data)) as Received;
    seen.received.push(event);
    seen.violations.push(...offences(event, map));
    if (event.type === 'session.created') socket.close();
  };
  socket.onclose = ({ code, reason }) => Object.assign(seen, { code, reason });
  return seen;
};

const virtual = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  return { scheduler, simulator: createSimulator({ scheduler }) };
};

const whisper = { audio: { input: { transcription: { model: 'gpt-realtime-whisper' } } } };
const quietWhisper = {
  audio: { input: { transcription: { model: 'gpt-realtime-whisper' }, turn_detection: null } },
};

describe('a client secret', () => {
  it('opens the conversation that it was made for', async () => {
    const { scheduler, simulator } = virtual();
    const session = { type: 'realtime', model: 'gpt-realtime-2.1', output_modalities: ['text'] };
    const { status, secret } = await mint(simulator, { session });
    expect(status).toBe(200);
    expect(bodyOffences('RealtimeCreateClientSecretResponse', secret)).toEqual([]);
    const seen = open(simulator, secret.value);
    scheduler.flush();
    expect(seen.violations).toEqual([]);
    expect(seen.received[0]?.session).toMatchObject(session);
  });

  it('opens the transcription that it was made for', async () => {
    const { scheduler, simulator } = virtual();
    const { secret } = await mint(simulator, { session: { type: 'transcription', ...quietWhisper } });
    const seen = open(simulator, secret.value);
    scheduler.flush();
    expect(seen.violations).toEqual([]);
    expect(seen.received[0]?.session).toMatchObject({ type: 'transcription', ...quietWhisper });
  });

  it('opens the translation that it was made for', async () => {
    const { scheduler, simulator } = virtual();
    const session = { model: 'gpt-realtime-translate', audio: { output: { language: 'da' } } };
    const { status, secret } = await mint(simulator, { session }, translationSecrets);
    expect(status).toBe(200);
    expect(bodyOffences('RealtimeTranslationClientSecretCreateResponse', secret)).toEqual([]);
    const seen = open(simulator, secret.value, 'translationServerEvents');
    scheduler.flush();
    expect(seen.violations).toEqual([]);
    expect(seen.received[0]?.session).toMatchObject(session);
  });

  it.each([
    [undefined, 600],
    [{ anchor: 'created_at', seconds: 10 }, 10],
    [{ seconds: 7_200 }, 7_200],
  ])('with expires_after %j opens sessions for %i seconds', async (expires_after, seconds) => {
    const { scheduler, simulator } = virtual();
    const { secret } = await mint(simulator, { ...(expires_after && { expires_after }) });
    expect(secret.expires_at).toBe(seconds);
    const ends: unknown[] = [];
    for (const ms of [seconds * 1_000 - 1, seconds * 1_000])
      scheduler.schedule(() => {
        const seen = open(simulator, secret.value);
        scheduler.schedule(() => ends.push([seen.received[0]?.type, seen.code, seen.reason]), 1_000);
      }, ms);
    scheduler.flush();
    expect(ends).toEqual([
      ['session.created', 1000, ''],
      ['error', 3000, 'invalid_request_error.invalid_api_key'],
    ]);
  });

  it.each<[string, object, string, string, string]>([
    [
      'a life too short',
      { expires_after: { seconds: 9 } },
      'integer_below_min_value',
      'expires_after.seconds',
      secrets,
    ],
    [
      'a life too long',
      { expires_after: { seconds: 7_201 } },
      'integer_above_max_value',
      'expires_after.seconds',
      secrets,
    ],
    [
      'an unknown model',
      { session: { type: 'realtime', model: 'eliza' } },
      'invalid_model',
      'session.model',
      secrets,
    ],
    [
      'a model that translates',
      { session: { type: 'realtime', model: 'gpt-realtime-translate' } },
      'invalid_model',
      'session.model',
      secrets,
    ],
    [
      'two modalities',
      { session: { type: 'realtime', output_modalities: ['text', 'audio'] } },
      'invalid_value',
      'session.output_modalities',
      secrets,
    ],
    [
      'turn detection for a model that streams',
      { session: { type: 'transcription', ...whisper } },
      'invalid_value',
      'session.audio.input.turn_detection',
      secrets,
    ],
    [
      'a translation without its model',
      { session: {} },
      'missing_required_parameter',
      'session.model',
      translationSecrets,
    ],
    [
      'a translation by a model that talks',
      { session: { model: 'gpt-realtime' } },
      'invalid_model',
      'session.model',
      translationSecrets,
    ],
  ])('is not made for %s', async (_what, body, code, param, path) => {
    const { status, secret } = await mint(createSimulator(), body, path);
    expect(status).toBe(400);
    expect(secret.error).toMatchObject({ code, param });
  });
});
