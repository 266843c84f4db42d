import { afterEach, describe, expect, it } from '@jest/globals';
import { appends, connect, sound } from './support/client.ts';
import type { Client } from './support/client.ts';
import { examples } from './support/schema.ts';
import { clientEventTypes } from '../src/shapes/clientEvent.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';
import { fail, say } from '../src/script/reply.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from '../src/startSimulator.ts';

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const fast = { firstItemMs: 1, textDeltaMs: 1, audioSpeed: 50, transcriptionMs: 1, rateLimitsMs: 1 };
const start = async (config: StartSimulatorConfig = {}): Promise<string> => {
  simulator = await startSimulator({
    voice: noiseVoice(),
    responder: () => [say('Good day.')],
    timing: fast,
    ...config,
  });
  return simulator.url;
};

const open = async (config: StartSimulatorConfig = {}, endpoint = '?model=gpt-realtime'): Promise<Client> => {
  const client = connect(`${await start(config)}${endpoint}`);
  await client.next('session.created');
  return client;
};

const update = (session: object): object => ({
  type: 'session.update',
  session: { type: 'realtime', ...session },
});
const item = (given: object): object => ({ type: 'conversation.item.create', item: given });
const message = (role: string, content: object): object =>
  item({ type: 'message', role, content: [content] });

describe('refused client events', () => {
  it.each<[string, string | null, string | null, object]>([
    ['a type nobody knows', 'invalid_value', 'type', { type: 'response.sing' }],
    ['no type', 'invalid_event', null, {}],
    ['a type of WebRTC', 'invalid_value', 'type', { type: 'output_audio_buffer.clear' }],
    ['a type of the beta', 'invalid_value', 'type', { type: 'transcription_session.update', session: {} }],
    ['a type of translation', 'invalid_value', 'type', { type: 'session.close' }],
    ['an unknown field', 'unknown_parameter', 'colour', { type: 'response.cancel', colour: 'red' }],
    [
      'an unknown field of the session',
      'unknown_parameter',
      'session.turn_detection',
      update({ turn_detection: null }),
    ],
    [
      'a rate below 24 kHz',
      'integer_below_min_value',
      'session.audio.input.format.rate',
      update({ audio: { input: { format: { type: 'audio/pcm', rate: 16_000 } } } }),
    ],
    [
      'a rate above 24 kHz',
      'integer_above_max_value',
      'session.audio.output.format.rate',
      update({ audio: { output: { format: { type: 'audio/pcm', rate: 48_000 } } } }),
    ],
    [
      'a speed out of range',
      'decimal_above_max_value',
      'session.audio.output.speed',
      update({ audio: { output: { speed: 2 } } }),
    ],
    [
      'an idle timeout too short',
      'integer_below_min_value',
      'session.audio.input.turn_detection.idle_timeout_ms',
      update({ audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 100 } } } }),
    ],
    [
      'too many output tokens',
      'integer_above_max_value',
      'session.max_output_tokens',
      update({ max_output_tokens: 5_000 }),
    ],
    ['a wrong type', 'invalid_type', 'session.instructions', update({ instructions: null })],
    [
      'a session without type',
      'missing_required_parameter',
      'session.type',
      { type: 'session.update', session: {} },
    ],
    ['no session', 'missing_required_parameter', 'session', { type: 'session.update' }],
    [
      'a transcription session',
      'invalid_value',
      'session.type',
      { type: 'session.update', session: { type: 'transcription' } },
    ],
    ['another model', 'invalid_value', 'session.model', update({ model: 'gpt-realtime-mini' })],
    [
      'text and audio',
      'invalid_value',
      'session.output_modalities',
      update({ output_modalities: ['text', 'audio'] }),
    ],
    [
      'an unknown modality',
      'invalid_value',
      'session.output_modalities[0]',
      update({ output_modalities: ['smell'] }),
    ],
    [
      'a tool without name',
      'missing_required_parameter',
      'session.tools[0].name',
      update({ tools: [{ type: 'function' }] }),
    ],
    ['no sound', 'missing_required_parameter', 'audio', { type: 'input_audio_buffer.append' }],
    [
      'sound that is not base64',
      'invalid_value',
      'audio',
      { type: 'input_audio_buffer.append', audio: '§§' },
    ],
    ['half a sample', 'invalid_value', 'audio', { type: 'input_audio_buffer.append', audio: 'AA==' }],
    [
      'a commit without sound',
      'input_audio_buffer_commit_empty',
      null,
      { type: 'input_audio_buffer.commit' },
    ],
    ['a cancel of nothing', 'response_cancel_not_active', null, { type: 'response.cancel' }],
    [
      'a cancel of another response',
      'response_cancel_not_active',
      null,
      { type: 'response.cancel', response_id: 'resp_1' },
    ],
    [
      'deleting nothing',
      'item_delete_invalid_item_id',
      'item_id',
      { type: 'conversation.item.delete', item_id: 'item_1' },
    ],
    [
      'retrieving nothing',
      'item_retrieve_invalid_item_id',
      'item_id',
      { type: 'conversation.item.retrieve', item_id: 'item_1' },
    ],
    [
      'truncating nothing',
      'item_truncate_invalid_item_id',
      'item_id',
      { type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 0 },
    ],
    [
      'an output without its call',
      'invalid_tool_call_id',
      'item.call_id',
      item({ type: 'function_call_output', call_id: 'call_1', output: '' }),
    ],
    [
      'an unknown place',
      'item_create_invalid_previous_item_id',
      'previous_item_id',
      { ...message('user', { type: 'input_text', text: 'Hi.' }), previous_item_id: 'item_1' },
    ],
    [
      'assistant audio',
      'invalid_value',
      'item.content[0].type',
      message('assistant', { type: 'output_audio', transcript: 'Hi.' }),
    ],
    [
      'content of the beta',
      'invalid_value',
      'item.content[0].type',
      message('user', { type: 'text', text: 'Hi.' }),
    ],
    [
      'an unknown role',
      'invalid_value',
      'item.role',
      message('narrator', { type: 'input_text', text: 'Hi.' }),
    ],
    [
      'a reference in a new item',
      'invalid_value',
      'item.type',
      item({ type: 'item_reference', id: 'item_1' }),
    ],
    [
      'a reference to nothing',
      'invalid_value',
      'response.input[0].id',
      { type: 'response.create', response: { input: [{ type: 'item_reference', id: 'item_1' }] } },
    ],
    ['a session key of prototypes', 'unknown_parameter', 'session.constructor', update({ constructor: {} })],
  ])('%s: %s', async (_what, code, param, event) => {
    const client = await open();
    client.send({ ...event, event_id: 'mine_1' });
    const { error } = await client.next('error');
    expect(error).toMatchObject({ type: 'invalid_request_error', code, param, event_id: 'mine_1' });
    expect(client.types()).toEqual(['session.created', 'error']);
    await client.close();
  });

  it('does not echo an event_id longer than 512 characters', async () => {
    const client = await open();
    client.send({ type: 'response.cancel', event_id: 'x'.repeat(513) });
    expect((await client.next('error')).error).toMatchObject({
      code: 'string_above_max_length',
      event_id: null,
    });
    await client.close();
  });

  it('says null where the client named no event', async () => {
    const client = await open();
    client.send({ type: 'response.cancel' });
    expect((await client.next('error')).error.event_id).toBeNull();
    await client.close();
  });

  it.each<[string, string | Uint8Array, string]>([
    ['text that is no JSON', '{"type":', 'invalid_json'],
    ['an event nested too deeply', `{"type":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'invalid_json'],
    ['a binary frame', Uint8Array.of(1, 2, 3), 'invalid_event'],
    ['an array', '[]', 'invalid_type'],
    ['null', 'null', 'invalid_type'],
  ])('%s', async (_what, frame, code) => {
    const client = await open();
    client.sendFrame(frame);
    expect((await client.next('error')).error.code).toBe(code);
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');
    await client.close();
  });

  it('discards a rejected update whole', async () => {
    const client = await open();
    client.send(update({ instructions: 'New ones.', nonsense: true }));
    await client.next('error');
    client.send(update({ tool_choice: 'none' }));
    const { session } = await client.next('session.updated');
    expect(session['instructions']).not.toBe('New ones.');
    expect(session['tool_choice']).toBe('none');
    await client.close();
  });

  it('counts what a commit lacks', async () => {
    const client = await open({}, '?intent=transcription');
    appends(sound(80)).forEach((append) => client.send(append));
    client.send({ type: 'input_audio_buffer.commit' });
    expect((await client.next('error')).error.message).toBe(
      'Error committing input audio buffer: buffer too small. ' +
        'Expected at least 100ms of audio, but buffer only has 80.00ms of audio.',
    );
    await client.close();
  });

  it('knows an id only once', async () => {
    const client = await open();
    const hi = item({
      id: 'mine',
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'Hi.' }],
    });
    client.send(hi);
    await client.next('conversation.item.done');
    client.send(hi);
    expect((await client.next('error')).error.code).toBe('item_create_duplicate_item_id');
    await client.close();
  });

  it('keeps transcription and conversation apart', async () => {
    const client = await open({}, '?intent=transcription');
    client.send(update({}));
    expect((await client.next('error')).error.message).toBe(
      'Passing a realtime session update event to a transcription session is not allowed.',
    );
    client.send({ type: 'response.create' });
    expect((await client.next('error')).error.code).toBe('invalid_value');
    await client.close();
  });
});

describe('accepted client events', () => {
  const documented = Object.entries(examples).filter(([type]) => clientEventTypes.includes(type));
  /** The examples name items that are not there. */
  const missing = /_invalid_item_id$|^response_cancel_not_active$|^input_audio_buffer_commit_empty$/;

  it.each(documented)('%s, as OpenAI documents it', async (_type, events) => {
    const client = await open();
    const sound100 = appends(sound(200));
    for (const event of events) {
      const given = event['audio'] === undefined ? event : { ...event, audio: sound100[0]?.audio };
      client.send(given);
    }
    client.send({ type: 'input_audio_buffer.clear', event_id: 'last' });
    await client.next('input_audio_buffer.cleared');
    const refused = client.received.filter(({ type }) => type === 'error').map(({ error }) => error);
    const known = (code: string | null, param: unknown): boolean =>
      missing.test(code ?? '') || /^response\.input\[\d\]\.id$/.test(String(param));
    expect(refused.filter(({ code, param }) => !known(code, param))).toEqual([]);
    await client.close();
  });
});

describe('refused in the state of the conversation', () => {
  const response = { type: 'response.create' };

  it('one response at a time: names the active one', async () => {
    const client = await open({ timing: { ...fast, audioSpeed: 1 } });
    client.send(response);
    const { response: active } = await client.next('response.created');
    client.send({ ...response, event_id: 'second' });
    const { error } = await client.next('error');
    expect(error).toMatchObject({ code: 'conversation_already_has_active_response', event_id: 'second' });
    expect(error.message).toContain(active.id);
    await client.close();
  });

  it('keeps the voice after the first sound', async () => {
    const client = await open();
    client.send(update({ audio: { output: { voice: 'cedar' } } }));
    await client.next('session.updated');
    client.send(response);
    await client.next('response.done');
    client.send(update({ audio: { output: { voice: 'cedar' } } }));
    await client.next('session.updated');
    client.send(update({ audio: { output: { voice: 'marin' } } }));
    expect((await client.next('error')).error.code).toBe('cannot_update_voice');
    await client.close();
  });

  it('keeps tracing once it is on', async () => {
    const client = await open();
    client.send(update({ tracing: 'auto' }));
    await client.next('session.updated');
    client.send(update({ tracing: null }));
    expect((await client.next('error')).error).toMatchObject({
      code: 'invalid_value',
      param: 'session.tracing',
    });
    await client.close();
  });

  it('truncates only the assistant’s sound, and only to what there is', async () => {
    const client = await open();
    const truncate = (item_id: string, audio_end_ms: number): object => ({
      type: 'conversation.item.truncate',
      item_id,
      content_index: 0,
      audio_end_ms,
    });
    client.send(message('user', { type: 'input_text', text: 'Hi.' }));
    client.send(truncate((await client.next('conversation.item.done')).item.id, 1));
    expect((await client.next('error')).error).toMatchObject({
      code: 'unsupported_content_type',
      message: 'Only model output audio messages can be truncated',
    });
    client.send(response);
    const { item: spoken } = await client.next('response.output_item.done');
    client.send(truncate(spoken.id, 3_600_000));
    const tooFar = (await client.next('error')).error;
    expect(tooFar.code).toBe('invalid_value');
    expect(tooFar.message).toMatch(/^Audio content of \d+ms is already shorter than 3600000ms$/);
    client.send(truncate(spoken.id, 200));
    await client.next('conversation.item.truncated');
    client.send({ type: 'conversation.item.retrieve', item_id: spoken.id });
    expect((await client.next('conversation.item.retrieved')).item.content).toEqual([
      { type: 'output_audio', audio: expect.any(String) },
    ]);
    client.send(truncate(spoken.id, 201));
    expect((await client.next('error')).error.message).toBe(
      'Audio content of 200ms is already shorter than 201ms',
    );
    await client.close();
  });

  it.each([
    { code: 'rate_limit_exceeded', type: 'invalid_request_error' },
    { code: 'insufficient_quota', type: 'invalid_request_error' },
    { code: 'inference_rate_limit_exceeded', type: 'invalid_request_error' },
    { code: null, type: 'server_error' },
  ])('fails a response with $code', async (failure) => {
    const client = await open({ responder: () => [say('Well,'), fail(failure)] });
    client.send(response);
    const done = await client.next('response.done');
    expect(done.response).toMatchObject({
      status: 'failed',
      status_details: { type: 'failed', error: failure },
      output: [{ status: 'incomplete' }],
    });
    await client.close();
  });

  it('ends a response at max_output_tokens', async () => {
    const client = await open({ responder: () => [say('One two three four five six seven eight.')] });
    client.send({ ...response, response: { output_modalities: ['text'], max_output_tokens: 3 } });
    const done = await client.next('response.done');
    expect(done.response).toMatchObject({
      status: 'incomplete',
      status_details: { type: 'incomplete', reason: 'max_output_tokens' },
      output: [{ status: 'incomplete', content: [{ text: 'One two' }] }],
      usage: { output_tokens: 2 },
    });
    await client.next('rate_limits.updated');
    await client.close();
  });
});

describe('refused connections', () => {
  const key = { authorization: 'Bearer sk-right' };

  it.each<[string, string, Record<string, string>, number, string, string | null]>([
    ['no key', '?model=gpt-realtime', {}, 3000, 'invalid_request_error', null],
    [
      'a wrong key',
      '?model=gpt-realtime',
      { authorization: 'Bearer sk-wrong' },
      3000,
      'invalid_request_error.invalid_api_key',
      'invalid_api_key',
    ],
    ['no model', '', key, 4000, 'invalid_request_error.missing_model', 'missing_model'],
    ['an unknown model', '?model=eliza', key, 4000, 'invalid_request_error.invalid_model', 'invalid_model'],
    [
      'a model for transcription',
      '?intent=transcription&model=gpt-realtime',
      key,
      4000,
      'invalid_request_error.invalid_model',
      'invalid_model',
    ],
    [
      'the beta header',
      '?model=gpt-realtime',
      { ...key, 'openai-beta': 'realtime=v1' },
      4000,
      'invalid_request_error.beta_api_shape_disabled',
      'beta_api_shape_disabled',
    ],
  ])('%s', async (_what, endpoint, headers, code, reason, errorCode) => {
    const client = connect(`${await start({ apiKey: 'sk-right' })}${endpoint}`, { headers });
    expect(await client.closed).toEqual({ code, reason });
    expect(client.received).toHaveLength(1);
    expect(client.received[0]?.error).toMatchObject({ code: errorCode, event_id: null });
    expect(JSON.stringify(client.received)).not.toContain('sk-');
  });

  it.each<[string, Record<string, string>, string[], string]>([
    ['a header', { authorization: 'Bearer sk-right' }, [], '?model=gpt-realtime'],
    ['Azure’s header', { 'api-key': 'sk-right' }, [], '?model=my-realtime'],
    ['Azure’s query', {}, [], '?model=gpt-realtime&api-key=sk-right'],
    ['a subprotocol', {}, ['realtime', 'openai-insecure-api-key.sk-right'], '?model=gpt-realtime'],
  ])('takes a key from %s', async (_where, headers, protocols, endpoint) => {
    const client = connect(`${await start({ apiKey: 'sk-right' })}${endpoint}`, { headers, protocols });
    expect((await client.next('session.created')).session['object']).toBe('realtime.session');
    await client.close();
  });
});
