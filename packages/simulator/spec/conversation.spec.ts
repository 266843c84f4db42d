import { afterEach, describe, expect, it } from '@jest/globals';
import { appends, connect, sound } from './support/client.ts';
import type { Client, Received } from './support/client.ts';
import { hurry } from './support/hurry.ts';
import { wirePayloads } from './support/schema.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';
import { call, mcpCall, say, wait } from '../src/script/reply.ts';
import type { ResponderTurn } from '../src/script/responder.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from '../src/startSimulator.ts';

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const fast = {
  firstItemMs: 1,
  textDeltaMs: 1,
  audioSpeed: 50,
  transcriptionMs: 1,
  rateLimitsMs: 1,
  mcpListMs: 1,
};
const open = async (config: StartSimulatorConfig = {}, endpoint = '?model=gpt-realtime'): Promise<Client> => {
  simulator = await startSimulator({
    voice: noiseVoice(),
    responder: () => [say('Good day.')],
    timing: fast,
    ...config,
  });
  const client = connect(`${simulator.url}${endpoint}`);
  await client.next('session.created');
  return client;
};

const update = (session: object): object => ({
  type: 'session.update',
  session: { type: 'realtime', ...session },
});
const userText = (text: string, id?: string): object => ({
  type: 'conversation.item.create',
  item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
});
const response = (overrides: object = {}): object => ({ type: 'response.create', response: overrides });
const written = { output_modalities: ['text'] };
const ofType = (client: Client, type: string): readonly Received[] =>
  client.received.filter((event) => event.type === type);
const done = async (client: Client): Promise<Received['response']> =>
  (await client.next('response.done')).response;

describe('session.update', () => {
  it('changes only what is present, and null clears', async () => {
    const client = await open();
    client.send(update({ instructions: 'Be brief.', audio: { output: { speed: 1.2 } } }));
    client.send(
      update({ audio: { input: { turn_detection: null, transcription: { model: 'whisper-1' } } } }),
    );
    client.send(update({ audio: { input: { transcription: null } } }));
    const [first, second, third] = [
      await client.next('session.updated'),
      await client.next('session.updated'),
      await client.next('session.updated'),
    ];
    const detection = {
      type: 'server_vad',
      silence_duration_ms: 200,
      prefix_padding_ms: 300,
      threshold: 0.5,
    };
    expect(first.session).toMatchObject({
      instructions: 'Be brief.',
      audio: { output: { speed: 1.2, voice: 'marin' }, input: { turn_detection: detection } },
    });
    expect(second.session).toMatchObject({
      instructions: 'Be brief.',
      audio: {
        input: { turn_detection: null, transcription: { model: 'whisper-1', language: null, prompt: null } },
        output: { speed: 1.2 },
      },
    });
    expect(third.session).toMatchObject({ audio: { input: { turn_detection: null, transcription: null } } });
    await client.close();
  });

  it('keeps the rest of a turn detection of the same kind and starts afresh with another', async () => {
    const client = await open();
    const detect = (turn_detection: object) => update({ audio: { input: { turn_detection } } });
    client.send(detect({ type: 'server_vad', threshold: 0.7 }));
    client.send(detect({ type: 'server_vad', silence_duration_ms: 900 }));
    client.send(detect({ type: 'semantic_vad', eagerness: 'low' }));
    await client.next('session.updated');
    const kept = await client.next('session.updated');
    const other = await client.next('session.updated');
    const input = (event: Received) =>
      (event.session['audio'] as { input: { turn_detection: object } }).input;
    expect(input(kept).turn_detection).toMatchObject({ threshold: 0.7, silence_duration_ms: 900 });
    expect(input(other).turn_detection).toEqual({
      type: 'semantic_vad',
      eagerness: 'low',
      create_response: true,
      interrupt_response: true,
    });
    await client.close();
  });
});

describe('the fields of events', () => {
  /** The paths of all fields; what is null has none below it. */
  const paths = (value: unknown, at = ''): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [at];
    return Object.entries(value)
      .flatMap(([key, inner]) => paths(inner, `${at}/${key}`))
      .sort();
  };
  const wire = (type: string, index = 0): unknown => wirePayloads[type]?.[index];

  it('are those of the real service, null where it says null', async () => {
    const long = () => [say('Let me see, this will take a while to say. '.repeat(4))];
    const client = await open({ responder: long, timing: { ...fast, audioSpeed: 1 } });
    const input = { turn_detection: null, transcription: { model: 'gpt-4o-mini-transcribe' } };
    client.send(update({ audio: { input } }));
    expect(paths((await client.next('session.updated')).session)).toEqual(
      paths((wire('session.created') as Received).session),
    );
    client.send(response({ ...written, conversation: 'none', metadata: { purpose: 'summary' } }));
    expect(paths(await client.next('response.created'))).toEqual(paths(wire('response.created')));
    await done(client);
    appends(sound(200)).forEach((append) => client.send(append));
    client.send({ type: 'input_audio_buffer.commit' });
    expect(paths(await client.next('conversation.item.added'))).toEqual(
      paths(wire('conversation.item.added')),
    );
    client.send(response());
    await client.next('response.output_audio.delta');
    client.send({ type: 'response.cancel' });
    expect(paths(await client.next('response.done'))).toEqual(paths(wire('response.done')));
    await client.close();
  });

  it('name the phase of a message with models that do', async () => {
    const responder = () => [say('One moment.'), call('f')];
    const phases = async (model: string) => {
      const client = await open({ responder }, `?model=${model}`);
      client.send(response(written));
      const { output } = await done(client);
      client.send(response(written));
      await client.close();
      await simulator?.close();
      return output.map(({ phase }) => phase);
    };
    expect(await phases('gpt-realtime-2.1')).toEqual(['commentary', undefined]);
    expect(await phases('gpt-realtime-2025-08-28')).toEqual([undefined, undefined]);
  });
});

describe('items', () => {
  it('stand where they are put', async () => {
    const client = await open();
    client.send(userText('one', 'a'));
    client.send(userText('two', 'b'));
    client.send({ ...userText('three', 'c'), previous_item_id: 'a' });
    client.send({ ...userText('zero', 'z'), previous_item_id: 'root' });
    client.send({ type: 'conversation.item.delete', item_id: 'a' });
    client.send({ ...userText('four', 'd'), previous_item_id: 'z' });
    client.send({ ...userText('five', 'e'), previous_item_id: null });
    await client.next('conversation.item.done', ({ item }) => item.id === 'e');
    expect(
      ofType(client, 'conversation.item.added').map(({ item, previous_item_id }) => [
        item.id,
        previous_item_id,
      ]),
    ).toEqual([
      ['a', null],
      ['b', 'a'],
      ['c', 'a'],
      ['z', null],
      ['d', 'z'],
      ['e', 'b'],
    ]);
    await client.close();
  });

  it('get ids of the service’s shape when the client gives none', async () => {
    const client = await open();
    client.send(userText('Hello.'));
    client.send(response(written));
    const { id, conversation_id } = await done(client);
    expect(id).toMatch(/^resp_[0-9A-Za-z]{21}$/);
    expect(conversation_id).toMatch(/^conv_[0-9A-Za-z]{21}$/);
    expect(ofType(client, 'conversation.item.added')[0]?.item.id).toMatch(/^item_[0-9A-Za-z]{21}$/);
    expect(client.received[0]?.session.id).toMatch(/^sess_[0-9A-Za-z]{21}$/);
    const eventIds = client.received.map(({ event_id }) => event_id);
    expect(eventIds.filter((eventId) => !/^event_[0-9A-Za-z]{21}$/.test(eventId))).toEqual([]);
    expect(new Set(eventIds).size).toBe(eventIds.length);
    await client.close();
  });

  it('show the user’s words only when they are transcribed', async () => {
    const client = await open({ transcribe: () => 'Good morning.' });
    client.send(
      update({ audio: { input: { turn_detection: null, transcription: { model: 'whisper-1' } } } }),
    );
    appends(sound(200)).forEach((append) => client.send(append));
    client.send({ type: 'input_audio_buffer.commit' });
    const { item } = await client.next('conversation.item.done');
    expect(item.content).toEqual([{ type: 'input_audio', transcript: null }]);
    await client.next('conversation.item.input_audio_transcription.completed');
    client.send({ type: 'conversation.item.retrieve', item_id: item.id });
    expect((await client.next('conversation.item.retrieved')).item.content).toEqual([
      { type: 'input_audio', transcript: 'Good morning.', audio: expect.any(String) },
    ]);
    await client.close();
  });
});

describe('responses', () => {
  it('run beside each other outside the conversation', async () => {
    const client = await open({ responder: ({ outOfBand }) => [wait(outOfBand ? 1 : 40), say('Well.')] });
    client.send(response({ metadata: { topic: 'main' } }));
    client.send(response({ ...written, conversation: 'none', metadata: { topic: 'aside' } }));
    client.send(response({ ...written, conversation: 'none', input: [] }));
    const first = await done(client);
    const second = await done(client);
    const last = await done(client);
    expect([first, second].map(({ conversation_id }) => conversation_id)).toEqual([null, null]);
    expect(last.conversation_id).toMatch(/^conv_/);
    expect(ofType(client, 'error')).toEqual([]);
    expect(ofType(client, 'conversation.item.added')).toHaveLength(1);
    await client.close();
  });

  it('outside the conversation are cancelled by their id, and the one inside goes on', async () => {
    const client = await open({ timing: { ...fast, firstItemMs: 50 } });
    client.send(response());
    client.send(response({ conversation: 'none', metadata: { topic: 'aside' } }));
    await client.next('response.created');
    const { id } = (await client.next('response.created')).response;
    client.send({ type: 'response.cancel', response_id: id });
    expect(await done(client)).toMatchObject({
      id,
      status: 'cancelled',
      status_details: { type: 'cancelled', reason: 'client_cancelled' },
      conversation_id: null,
    });
    expect((await done(client)).status).toBe('completed');
    client.send({ type: 'response.cancel', response_id: id });
    expect((await client.next('error')).error.code).toBe('response_cancel_not_active');
    await client.close();
  });

  it('outside the conversation are not what a cancel without an id means', async () => {
    const client = await open({ timing: { ...fast, firstItemMs: 50 } });
    client.send(response({ conversation: 'none' }));
    client.send({ type: 'response.cancel', event_id: 'early' });
    expect((await client.next('error')).error).toMatchObject({
      code: 'response_cancel_not_active',
      event_id: 'early',
    });
    client.send(response());
    client.send({ type: 'response.cancel' });
    expect(await done(client)).toMatchObject({
      status: 'cancelled',
      conversation_id: expect.stringMatching(/^conv_/),
    });
    expect(await done(client)).toMatchObject({ status: 'completed', conversation_id: null });
    await client.close();
  });

  it('are based on the conversation, on given items, or on a mixture', async () => {
    const turns: ResponderTurn[] = [];
    const client = await open({
      responder: (turn) => {
        turns.push(turn);
        return [say('Ok.')];
      },
    });
    client.send(userText('First.', 'a'));
    client.send(userText('Second.', 'b'));
    client.send(response({ ...written, instructions: 'Sing.' }));
    await done(client);
    const given = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Third.' }] };
    client.send(
      response({ ...written, conversation: 'none', input: [{ type: 'item_reference', id: 'a' }, given] }),
    );
    await done(client);
    expect(turns.map(({ transcript, items, outOfBand }) => [transcript, items.length, outOfBand])).toEqual([
      ['Second.', 2, false],
      ['Third.', 2, true],
    ]);
    expect(turns[0]?.instructions).toBe('Sing.');
    expect(turns[1]?.index).toBe(1);
    await client.close();
  });

  it('hide the length of deltas', async () => {
    const client = await open({
      responder: () => [say('A few words of several lengths.'), call('f', { a: 1 })],
    });
    client.send(response());
    await done(client);
    const deltas = client.received.filter(({ obfuscation }) => obfuscation !== undefined);
    expect(deltas.map(({ delta, obfuscation }) => (delta.length + obfuscation.length) % 16)).toEqual(
      deltas.map(() => 0),
    );
    const transcript = ofType(client, 'response.output_audio_transcript.delta').map(({ delta }) => delta);
    expect(transcript.join('')).toBe('A few words of several lengths.');
    const args = ofType(client, 'response.function_call_arguments.delta').map(({ delta }) => delta);
    expect(args.join('')).toBe('{"a":1}');
    await client.close();
  });

  it('cost tokens, of which those read before are cached', async () => {
    const client = await open();
    client.send(update({ instructions: 'x'.repeat(400) }));
    client.send(userText('y'.repeat(400)));
    client.send(response(written));
    const first = (await done(client)).usage;
    client.send(response(written));
    const second = (await done(client)).usage;
    expect(first).toMatchObject({ input_tokens: 201, input_token_details: { cached_tokens: 0 } });
    expect(second).toMatchObject({
      input_token_details: {
        cached_tokens: 192,
        cached_tokens_details: { text_tokens: 192, audio_tokens: 0 },
      },
    });
    expect(second.input_tokens).toBe(first.input_tokens + Number(first['output_tokens']));
    const limits = ofType(client, 'rate_limits.updated').length;
    expect(limits).toBeGreaterThan(0);
    await client.close();
  });

  it('count sound: 1 token for 100 ms of the user, 1 for 50 ms of the assistant', async () => {
    const client = await open({ responder: () => [say('Fifteen letters.')] });
    client.send(update({ instructions: '', audio: { input: { turn_detection: null } } }));
    appends(sound(1_630)).forEach((append) => client.send(append));
    client.send({ type: 'input_audio_buffer.commit' });
    client.send(response());
    const { usage } = await done(client);
    expect(usage).toMatchObject({
      input_token_details: { audio_tokens: 17 },
      output_token_details: { audio_tokens: 22 },
    });
    await client.close();
  });

  it('end with every item closed when they are cancelled in the middle of a call', async () => {
    const client = await open({
      timing: { ...fast, textDeltaMs: 20 },
      responder: () => [say('One moment.'), call('f', { text: 'long enough to be cut' })],
    });
    client.send(response());
    await client.next('response.function_call_arguments.delta');
    client.send({ type: 'response.cancel' });
    const { status, output } = await done(client);
    expect([status, output.map((item) => [item.type, item.status])]).toEqual([
      'cancelled',
      [
        ['message', 'incomplete'],
        ['function_call', 'incomplete'],
      ],
    ]);
    await client.close();
  });

  it('end without items when they are cancelled before the first', async () => {
    const client = await open({ timing: { ...fast, firstItemMs: 60_000 } });
    client.send(response());
    await client.next('response.created');
    client.send({ type: 'response.cancel' });
    expect(await done(client)).toMatchObject({ status: 'cancelled', output: [] });
    client.send(response());
    await client.next('response.created');
    await client.close();
  });

  it('make the voice heard in G.711', async () => {
    const client = await open();
    client.send(
      update({
        audio: { output: { format: { type: 'audio/pcmu' } }, input: { format: { type: 'audio/pcma' } } },
      }),
    );
    client.send(response());
    await done(client);
    const bytes = ofType(client, 'response.output_audio.delta').map(({ delta }) =>
      Buffer.from(delta, 'base64'),
    );
    const spoken = await noiseVoice().speak('Good day.');
    expect(Math.abs(Buffer.concat(bytes).length - spoken.length / 3)).toBeLessThan(bytes.length);
    client.send({ type: 'input_audio_buffer.append', audio: Buffer.alloc(1_600, 0xd5).toString('base64') });
    client.send({ type: 'input_audio_buffer.commit' });
    await client.next('input_audio_buffer.committed');
    await client.close();
  });

  it('go on without their MCP calls when those run in the background', async () => {
    let finish: (output: string) => void = () => undefined;
    const output = new Promise<string>((resolve) => (finish = resolve));
    const client = await open({
      mcp: { docs: { tools: [{ name: 'search' }], call: () => output } },
      responder: () => [mcpCall('docs', 'search', {}, { background: true }), say('I am looking.')],
    });
    client.send(
      update({
        tools: [
          { type: 'mcp', server_label: 'docs', server_url: 'https://a.example', require_approval: 'never' },
        ],
      }),
    );
    await client.next('mcp_list_tools.completed');
    client.send(response());
    await done(client);
    finish('Found.');
    await client.next('response.mcp_call.completed');
    expect((await client.next('conversation.item.done')).item).toMatchObject({
      type: 'mcp_call',
      output: 'Found.',
    });
    await client.close();
  });

  it('tell of MCP calls that are refused or fail', async () => {
    const client = await open({
      mcp: { docs: { tools: [], call: () => Promise.reject(new Error('no index')) } },
      responder: ({ index }) => [mcpCall(index === 2 ? 'gone' : 'docs', 'search', {})],
    });
    const tool = { type: 'mcp', server_label: 'docs', server_url: 'https://a.example' };
    client.send(update({ tools: [tool, { ...tool, server_label: 'gone', require_approval: 'never' }] }));
    await client.next('mcp_list_tools.failed');
    const outcome = async (approve: boolean | undefined) => {
      client.send(response());
      if (approve !== undefined) {
        const { item } = await client.next(
          'conversation.item.done',
          (event) => event.item.type === 'mcp_approval_request',
        );
        client.send({
          type: 'conversation.item.create',
          item: { type: 'mcp_approval_response', approval_request_id: item.id, approve },
        });
      }
      await client.next('response.mcp_call.failed');
      const { output } = await done(client);
      return output[0];
    };
    const error = (message: string) => ({ error: { type: 'tool_execution_error', message } });
    expect(await outcome(false)).toMatchObject(error('The call was not approved.'));
    expect(await outcome(true)).toMatchObject(error('no index'));
    expect(await outcome(undefined)).toMatchObject(error("There is no MCP server with the label 'gone'."));
    await client.close();
  });
});

describe('turns', () => {
  const speech = async (text: string): Promise<Int16Array> => noiseVoice().speak(text);

  it('lie on the time line of all sound appended', async () => {
    const client = await open();
    const said = await speech('Good morning to you.');
    appends(sound(1_000, said, 1_000, said, 400)).forEach((append) => client.send(append));
    await client.next('input_audio_buffer.speech_stopped');
    await client.next('input_audio_buffer.speech_stopped');
    const ms = said.length / 24;
    const starts = ofType(client, 'input_audio_buffer.speech_started').map(
      ({ audio_start_ms }) => audio_start_ms,
    );
    const stops = ofType(client, 'input_audio_buffer.speech_stopped').map(({ audio_end_ms }) => audio_end_ms);
    // Starts include the prefix padding (300 ms), ends the silence (200 ms).
    const expected = [1_000 - 300, 1_000 + ms + 200, 2_000 + ms - 300, 2_000 + 2 * ms + 200];
    [starts[0], stops[0], starts[1], stops[1]].forEach((at, index) => {
      expect(Math.abs((at ?? 0) - (expected[index] ?? 0))).toBeLessThan(80);
    });
    await client.close();
  });

  it('wait longer for somebody who has not finished, with semantic detection', async () => {
    const answeredAfter = async (words: string, eagerness: string): Promise<number> => {
      const client = await open({ transcribe: () => words });
      const turn_detection = { type: 'semantic_vad', eagerness };
      client.send(update({ audio: { input: { turn_detection } } }));
      const said = await speech('Good morning to you.');
      appends(sound(500, said, 9_000)).forEach((append) => client.send(append));
      const { audio_end_ms } = await client.next('input_audio_buffer.speech_stopped');
      await client.close();
      await simulator?.close();
      return audio_end_ms - 500 - said.length / 24;
    };
    expect(await answeredAfter('What time is it?', 'low')).toBeLessThan(400);
    expect(await answeredAfter('I was wondering', 'high')).toBeGreaterThan(1_900);
    expect(await answeredAfter('I was wondering', 'auto')).toBeGreaterThan(3_900);
    expect(await answeredAfter('I was wondering…', 'low')).toBeGreaterThan(7_900);
  });

  it('are not answered when the session says so', async () => {
    const client = await open();
    client.send(
      update({ audio: { input: { turn_detection: { type: 'server_vad', create_response: false } } } }),
    );
    appends(sound(300, await speech('Good morning.'), 400)).forEach((append) => client.send(append));
    await client.next('input_audio_buffer.committed');
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');
    expect(ofType(client, 'response.created')).toEqual([]);
    await client.close();
  });

  it('stop after a clear, and are forgotten', async () => {
    const client = await open();
    appends(sound(300, await speech('Good morning.'))).forEach((append) => client.send(append));
    await client.next('input_audio_buffer.speech_started');
    client.send({ type: 'input_audio_buffer.clear' });
    await client.next('input_audio_buffer.cleared');
    appends(sound(1_000)).forEach((append) => client.send(append));
    client.send(userText('Still there?'));
    await client.next('conversation.item.done');
    expect(ofType(client, 'input_audio_buffer.speech_stopped')).toEqual([]);
    await client.close();
  });

  it('time out again and again while nobody speaks', async () => {
    const client = await open({ scheduler: hurry(60) });
    client.send(
      update({ audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 5_000 } } } }),
    );
    client.send(response());
    await client.next('input_audio_buffer.timeout_triggered');
    await client.next('response.done');
    const { item_id } = await client.next('input_audio_buffer.timeout_triggered');
    expect((await client.next('conversation.item.done')).item.id).toBe(item_id);
    await client.close();
  });
});

describe('a transcription session', () => {
  const configure = (input: object): object => ({
    type: 'session.update',
    session: { type: 'transcription', audio: { input } },
  });

  it('writes down what it hears before the commit, with a model that streams', async () => {
    const client = await open({ transcribe: () => 'one two three four five six' }, '?intent=transcription');
    client.send(configure({ turn_detection: null, transcription: { model: 'gpt-realtime-whisper' } }));
    await client.next('session.updated');
    appends(sound(1_000)).forEach((append) => client.send(append));
    const { item_id } = await client.next('conversation.item.input_audio_transcription.delta');
    client.send({ type: 'input_audio_buffer.commit' });
    expect((await client.next('input_audio_buffer.committed')).item_id).toBe(item_id);
    await client.next('conversation.item.input_audio_transcription.completed');
    const deltas = ofType(client, 'conversation.item.input_audio_transcription.delta').map(
      ({ delta }) => delta,
    );
    expect(deltas.join('')).toBe('one two three four five six');
    expect(ofType(client, 'rate_limits.updated')).toEqual([]);
    await client.close();
  });

  it('refuses turn detection for such a model', async () => {
    const client = await open({}, '?intent=transcription');
    client.send(configure({ transcription: { model: 'gpt-live-transcribe' } }));
    expect((await client.next('error')).error.param).toBe('session.audio.input.turn_detection');
    await client.close();
  });

  it('says when it understood nothing', async () => {
    const client = await open({ transcribe: () => undefined }, '?intent=transcription');
    client.send(configure({ turn_detection: null, transcription: { model: 'whisper-1' } }));
    appends(sound(200)).forEach((append) => client.send(append));
    client.send({ type: 'input_audio_buffer.commit' });
    const failed = await client.next('conversation.item.input_audio_transcription.failed');
    expect(failed.error).toMatchObject({ code: 'audio_unintelligible' });
    await client.close();
  });
});

describe('notices', () => {
  it('tell what no client hears', async () => {
    const client = await open({
      responder: () => {
        throw new Error('no lines left');
      },
    });
    const notices: string[] = [];
    simulator?.notices$.subscribe((notice) => notices.push(notice));
    client.send(response());
    expect((await done(client)).status).toBe('failed');
    expect(notices).toEqual(['Connection 1: The responder or the voice failed: no lines left']);
    await client.close();
  });
});
