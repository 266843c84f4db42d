import { afterEach, describe, expect, it } from '@jest/globals';
import { appends, connect, sound } from './support/client.ts';
import type { Client, Received } from './support/client.ts';
import { hurry } from './support/hurry.ts';
import { departure } from './support/sequence.ts';
import { sequences } from './support/schema.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';
import { call, fail, mcpCall, say } from '../src/script/reply.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from '../src/startSimulator.ts';

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const speech = async (text: string): Promise<Int16Array> => noiseVoice().speak(text);

interface Scenario {
  readonly config?: StartSimulatorConfig;
  /** Behind the simulator's URL. Default: a conversation. */
  readonly endpoint?: string;
  /** Plays the client's part and returns the events to compare with the sequence. */
  readonly play: (client: Client) => Promise<readonly Received[]>;
}

const index = (client: Client, event: Received): number => client.received.indexOf(event);
const between = (client: Client, first: Received, last: Received): readonly Received[] =>
  client.received.slice(index(client, first), index(client, last) + 1);

/** Sends an event after session.created and returns all that came up to an event of the type `last`. */
const exchange = async (client: Client, event: object, last: string): Promise<readonly Received[]> => {
  const created = await client.next('session.created');
  client.send(event);
  const end = await client.next(last);
  return client.received.slice(index(client, created) + 1, index(client, end) + 1);
};

const response = (overrides: object = {}): object => ({ type: 'response.create', response: overrides });
const textItem = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi.' }] };
const getTime = { type: 'function', name: 'get_time', parameters: { type: 'object' } };

/** Creates an item and returns the id the server gave it. */
const createItem = async (client: Client): Promise<string> => {
  client.send({ type: 'conversation.item.create', item: textItem });
  return (await client.next('conversation.item.done')).item.id;
};

const withItem = (event: (itemId: string) => object, last: string): Scenario => ({
  play: async (client) => {
    await client.next('session.created');
    client.send(event(await createItem(client)));
    return [await client.next(last)];
  },
});

const audioResponse = async (client: Client): Promise<readonly Received[]> =>
  exchange(client, response(), 'rate_limits.updated');

/** A long answer, interrupted by speech while it is generated (`audioSpeed` 1) or after that. */
const interrupted = async (client: Client, waitFor: string): Promise<readonly Received[]> => {
  await client.next('session.created');
  client.send(response());
  await client.next(waitFor);
  appends(sound(300, await speech('Excuse me please.'), 400)).forEach((append) => client.send(append));
  const started = await client.next('input_audio_buffer.speech_started');
  const created = await client.next('response.created');
  return between(client, started, created);
};

const fast = {
  firstItemMs: 1,
  textDeltaMs: 1,
  audioSpeed: 50,
  transcriptionMs: 1,
  rateLimitsMs: 1,
  mcpListMs: 1,
};
const slow = { ...fast, audioSpeed: 1 };
const longAnswer = () => [say('This goes on and on and on and on and on. '.repeat(3))];

const scenarios: Readonly<Record<string, Scenario>> = {
  connect: { play: async (client) => [await client.next('session.created')] },
  'connect.rejected': {
    endpoint: '?model=',
    play: async (client) => {
      expect(await client.closed).toEqual({ code: 4000, reason: 'invalid_request_error.missing_model' });
      return client.received;
    },
  },
  'session.update': {
    play: (client) =>
      exchange(client, { type: 'session.update', session: { type: 'realtime' } }, 'session.updated'),
  },
  'session.update.rejected': {
    play: (client) =>
      exchange(client, { type: 'session.update', session: { type: 'realtime', nonsense: 1 } }, 'error'),
  },
  'item.create': {
    play: (client) =>
      exchange(client, { type: 'conversation.item.create', item: textItem }, 'conversation.item.done'),
  },
  'item.delete': withItem(
    (item_id) => ({ type: 'conversation.item.delete', item_id }),
    'conversation.item.deleted',
  ),
  'item.retrieve': withItem(
    (item_id) => ({ type: 'conversation.item.retrieve', item_id }),
    'conversation.item.retrieved',
  ),
  'item.truncate': {
    play: async (client) => {
      const spoken = await audioResponse(client);
      const item_id = spoken.find(({ type }) => type === 'response.output_item.done')?.item.id;
      client.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 100 });
      return [await client.next('conversation.item.truncated')];
    },
  },
  'buffer.clear': {
    play: (client) => exchange(client, { type: 'input_audio_buffer.clear' }, 'input_audio_buffer.cleared'),
  },
  text: {
    play: (client) => exchange(client, response({ output_modalities: ['text'] }), 'rate_limits.updated'),
  },
  audio: { play: audioResponse },
  function_call: {
    config: { responder: () => [call('get_time', { city: 'Berlin' })] },
    play: async (client) => {
      const created = await client.next('session.created');
      client.send(response({ tools: [getTime] }));
      const { call_id } = await client.next('response.function_call_arguments.done');
      await client.next('rate_limits.updated');
      const output = { type: 'function_call_output', call_id, output: '9' };
      client.send({ type: 'conversation.item.create', item: output });
      await client.next('conversation.item.done');
      return client.received.slice(index(client, created) + 1);
    },
  },
  message_then_function_call: {
    config: { responder: () => [say('One moment, please.'), call('get_time', { city: 'Berlin' })] },
    play: audioResponse,
  },
  vad_turn: {
    play: async (client) => {
      const created = await client.next('session.created');
      appends(sound(300, await speech('Good morning.'), 400)).forEach((append) => client.send(append));
      await client.next('response.done');
      return client.received.slice(index(client, created) + 1);
    },
  },
  manual_turn: {
    play: async (client) => {
      await client.next('session.created');
      const off = { type: 'realtime', audio: { input: { turn_detection: null } } };
      client.send({ type: 'session.update', session: off });
      const updated = await client.next('session.updated');
      appends(await speech('Good morning.')).forEach((append) => client.send(append));
      client.send({ type: 'input_audio_buffer.commit' });
      client.send(response());
      await client.next('response.done');
      return client.received.slice(index(client, updated) + 1);
    },
  },
  vad_interrupt_while_generating: {
    config: { timing: slow, responder: longAnswer },
    play: (client) => interrupted(client, 'response.output_audio.delta'),
  },
  vad_interrupt_after_done: {
    config: { responder: longAnswer },
    play: (client) => interrupted(client, 'rate_limits.updated'),
  },
  client_cancel: {
    config: { timing: slow, responder: longAnswer },
    play: async (client) => {
      await client.next('session.created');
      client.send(response());
      await client.next('response.output_audio.delta');
      client.send({ type: 'response.cancel' });
      const audioDone = await client.next('response.output_audio.done');
      const done = await client.next('response.done');
      expect(done.response.status_details).toEqual({ type: 'cancelled', reason: 'client_cancelled' });
      return between(client, audioDone, done);
    },
  },
  client_cancel_nothing_active: {
    play: (client) => exchange(client, { type: 'response.cancel' }, 'error'),
  },
  commit_empty: { play: (client) => exchange(client, { type: 'input_audio_buffer.commit' }, 'error') },
  create_while_active: {
    config: { timing: slow, responder: longAnswer },
    play: async (client) => {
      await client.next('session.created');
      client.send(response());
      await client.next('response.output_audio.delta');
      client.send(response());
      return [await client.next('error')];
    },
  },
  out_of_band: {
    play: (client) =>
      exchange(
        client,
        response({ conversation: 'none', output_modalities: ['text'] }),
        'rate_limits.updated',
      ),
  },
  empty_response: {
    config: { responder: () => [say('')] },
    play: (client) => exchange(client, response({ conversation: 'none' }), 'response.done'),
  },
  failed_response: {
    config: { responder: () => [fail({ code: 'rate_limit_exceeded' })] },
    play: (client) => exchange(client, response(), 'response.done'),
  },
  transcription_turn: {
    endpoint: '?intent=transcription',
    config: { transcribe: () => 'Good morning to you.' },
    play: async (client) => {
      await client.next('session.created');
      const input = { transcription: { model: 'gpt-4o-mini-transcribe' } };
      client.send({ type: 'session.update', session: { type: 'transcription', audio: { input } } });
      await client.next('session.updated');
      appends(sound(300, await speech('Good morning to you.'))).forEach((append) => client.send(append));
      await client.next('input_audio_buffer.speech_started');
      client.send({ type: 'input_audio_buffer.commit' });
      await client.next('conversation.item.input_audio_transcription.completed');
      return client.received;
    },
  },
  mcp: {
    config: {
      mcp: { docs: { tools: [{ name: 'search' }], call: () => ['Found it.'] } },
      responder: () => [mcpCall('docs', 'search', { q: 'marbles' })],
    },
    play: async (client) => {
      const created = await client.next('session.created');
      const tool = { type: 'mcp', server_label: 'docs', server_url: 'https://docs.example.com/mcp' };
      client.send({ type: 'session.update', session: { type: 'realtime', tools: [tool] } });
      await client.next('conversation.item.done');
      client.send(response());
      await client.next('response.mcp_call_arguments.done');
      const request = (await client.next('conversation.item.done')).item;
      expect(request.type).toBe('mcp_approval_request');
      client.send({
        type: 'conversation.item.create',
        item: { type: 'mcp_approval_response', approval_request_id: request.id, approve: true },
      });
      const done = await client.next('response.done');
      // The client's own item is acknowledged in between, as any item is.
      return client.received
        .slice(index(client, created) + 1, index(client, done) + 1)
        .filter(({ item }) => item?.type !== 'mcp_approval_response');
    },
  },
  translation: {
    endpoint: '/translations?model=gpt-realtime-translate',
    config: { transcribe: () => 'Good morning to you.', translate: () => 'Buenos días.' },
    play: async (client) => {
      await client.next('session.created');
      const audio = {
        input: { transcription: { model: 'gpt-realtime-whisper' } },
        output: { language: 'es' },
      };
      client.send({ type: 'session.update', session: { audio } });
      await client.next('session.updated');
      for (const append of appends(sound(300, await speech('Good morning to you.'), 500))) {
        client.send({ ...append, type: 'session.input_audio_buffer.append' });
      }
      client.send({ type: 'session.close' });
      expect((await client.closed).code).toBe(1000);
      return client.received;
    },
  },
  idle_timeout: {
    config: { scheduler: hurry(50) },
    play: async (client) => {
      await client.next('session.created');
      const turn_detection = { type: 'server_vad', idle_timeout_ms: 5_000 };
      client.send({
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { turn_detection } } },
      });
      await client.next('session.updated');
      client.send(response());
      const limits = await client.next('rate_limits.updated');
      await client.next('response.created');
      return client.received.slice(index(client, limits) + 1);
    },
  },
  expiry: {
    config: { timing: { sessionMs: 10 } },
    play: async (client) => {
      expect(await client.closed).toEqual({
        code: 1001,
        reason: 'Your session hit the maximum duration of 60 minutes.',
      });
      expect(client.received.at(-1)?.error.code).toBe('session_expired');
      return client.received.slice(1);
    },
  },
};

describe('the order of server events', () => {
  const names = Object.keys(sequences).filter((name) => name !== 'note');

  it('has a scenario for every known sequence', () => {
    expect(Object.keys(scenarios).sort()).toEqual([...names].sort());
  });

  it.each(names)('%s', async (name) => {
    const { config, endpoint = '?model=gpt-realtime', play } = scenarios[name] ?? scenarios['connect']!;
    simulator = await startSimulator({
      voice: noiseVoice(),
      responder: () => [say('Good morning.')],
      timing: fast,
      ...config,
    });
    const map = name === 'translation' ? 'translationServerEvents' : 'serverEvents';
    const client = connect(`${simulator.url}${endpoint}`, { map });
    expect(departure(name, await play(client))).toBeUndefined();
    await client.close();
  });
});
