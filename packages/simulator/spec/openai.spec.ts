import OpenAI from 'openai';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { throwAwayCertificate } from './support/certificate.ts';
import { appends, connect, sound } from './support/client.ts';
import { bodyOffences } from './support/schema.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from '../src/startSimulator.ts';

let simulator: Simulator | undefined;
let realtime: OpenAIRealtimeWS | undefined;
afterEach(async () => {
  realtime?.close();
  await simulator?.close();
  simulator = realtime = undefined;
});

const tls = throwAwayCertificate();
const timing = { firstItemMs: 1, textDeltaMs: 1, audioSpeed: 50, rateLimitsMs: 1 };

/** OpenAI's own client, connected to the simulator over TLS as it insists. */
const connectOpenAI = async (config: StartSimulatorConfig = {}): Promise<OpenAIRealtimeWS> => {
  simulator = await startSimulator({ tls, apiKey: 'sk-test', voice: noiseVoice(), timing, ...config });
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: `https://127.0.0.1:${simulator.port}/v1` });
  realtime = new OpenAIRealtimeWS({ model: 'gpt-realtime', options: { ca: tls.cert } }, client);
  return realtime;
};

/** The client's events in order; `next` waits for the next of a type and goes on behind it. */
const inbox = (from: OpenAIRealtimeWS) => {
  const events: RealtimeServerEvent[] = [];
  let look: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let cursor = 0;
  from.on('event', (event) => {
    events.push(event);
    look();
  });
  from.on('error', (error) => fail(error));
  return <T extends RealtimeServerEvent['type']>(type: T) =>
    new Promise<Extract<RealtimeServerEvent, { type: T }>>((resolve, reject) => {
      fail = reject;
      look = () => {
        const at = events.findIndex((event, index) => index >= cursor && event.type === type);
        if (at < 0) return;
        cursor = at + 1;
        resolve(events[at] as Extract<RealtimeServerEvent, { type: T }>);
      };
      look();
    });
};

describe('OpenAI’s own client', () => {
  it('holds a text turn', async () => {
    const client = await connectOpenAI();
    const next = inbox(client);
    await next('session.created');
    client.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello!' }] },
    });
    client.send({ type: 'response.create', response: { output_modalities: ['text'] } });
    expect((await next('response.output_text.done')).text).toBe('You said: Hello!');
    expect((await next('response.done')).response.status).toBe('completed');
  });

  it('holds an audio turn and a tool turn', async () => {
    const client = await connectOpenAI({ transcribe: () => 'What time is it in Berlin?' });
    const next = inbox(client);
    await next('session.created');
    client.send({
      type: 'session.update',
      session: {
        type: 'realtime',
        tools: [{ type: 'function', name: 'get_time', parameters: { type: 'object', properties: {} } }],
      },
    });
    await next('session.updated');
    const speech = await noiseVoice().speak('What time is it in Berlin?');
    for (const { audio } of appends(sound(300, speech, 400))) {
      client.send({ type: 'input_audio_buffer.append', audio });
    }
    const asked = await next('response.function_call_arguments.done');
    expect(JSON.parse(asked.arguments)).toEqual({ city: 'Berlin' });
    await next('response.done');
    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: asked.call_id, output: '"nine"' },
    });
    client.send({ type: 'response.create' });
    const audio: Buffer[] = [];
    client.on('response.output_audio.delta', ({ delta }) => audio.push(Buffer.from(delta, 'base64')));
    expect((await next('response.output_audio_transcript.done')).transcript).toBe('It is nine.');
    await next('response.done');
    expect(Buffer.concat(audio).length / 48).toBeGreaterThan(500);
  });

  it('is told about a wrong key', async () => {
    const client = await connectOpenAI({ apiKey: 'sk-other' });
    const error = await new Promise<{ error?: { code?: string | null } }>((resolve) => {
      client.on('error', resolve);
    });
    expect(error.error?.code).toBe('invalid_api_key');
  });

  it('makes client secrets, which open sessions at the bare URL', async () => {
    simulator = await startSimulator({ apiKey: 'sk-test', voice: noiseVoice(), timing });
    const { port, url } = simulator;
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: `http://127.0.0.1:${port}/v1` });
    const secret = await client.realtime.clientSecrets.create({
      session: { type: 'realtime', model: 'gpt-realtime-2.1', instructions: 'Whisper.' },
    });
    expect(secret.value).toMatch(/^ek_\w+$/);
    expect(bodyOffences('RealtimeCreateClientSecretResponse', secret)).toEqual([]);
    const browser = connect(url, { protocols: ['realtime', `openai-insecure-api-key.${secret.value}`] });
    const { session } = await browser.next('session.created');
    expect(session).toMatchObject({ model: 'gpt-realtime-2.1', instructions: 'Whisper.' });
    await browser.close();
  });

  it('controls calls, and a hang-up ends their sideband', async () => {
    simulator = await startSimulator({ apiKey: 'sk-test', voice: noiseVoice(), timing });
    const { port, url } = simulator;
    const client = new OpenAI({ apiKey: 'sk-test', baseURL: `http://127.0.0.1:${port}/v1` });
    await client.realtime.calls.accept('rtc_1', { type: 'realtime', instructions: 'Pick up.' });
    const sideband = connect(`${url}?call_id=rtc_1`, { headers: { authorization: 'Bearer sk-test' } });
    expect((await sideband.next('session.created')).session['instructions']).toBe('Pick up.');
    await client.realtime.calls.refer('rtc_1', { target_uri: 'tel:+15551234567' });
    await client.realtime.calls.hangup('rtc_1');
    expect(await sideband.closed).toEqual({ code: 1000, reason: '' });
    await expect(client.realtime.calls.reject('nobody')).rejects.toMatchObject({ status: 404 });
    const stranger = new OpenAI({ apiKey: 'sk-x', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
    await expect(stranger.realtime.calls.hangup('rtc_1')).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
  });
});
