import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request } from 'node:http';
import { VirtualTimeScheduler, firstValueFrom, map, mergeMap, toArray } from 'rxjs';
import { WebSocket } from 'ws';
import { appends, connect, sound } from '../spec/support/client.ts';
import { noiseVoice } from './voices/noiseVoice.ts';
import { startSimulator } from './startSimulator.ts';
import type { Simulator, StartSimulatorConfig } from './startSimulator.ts';

let simulator: Simulator | undefined;
const start = async (config: StartSimulatorConfig = {}): Promise<Simulator> => {
  simulator = await startSimulator({ voice: noiseVoice(), ...config });
  return simulator;
};
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const getTime = { type: 'function', name: 'get_time', parameters: { type: 'object', properties: {} } };

describe('startSimulator', () => {
  it('counts the pieces of sound of each connection from 0', async () => {
    const indices: number[] = [];
    const { url } = await start({ transcribe: ({ index }) => `${indices.push(index)}` });
    const speech = await noiseVoice().speak('Hello there.');
    for (let connection = 0; connection < 2; connection++) {
      const client = connect(`${url}?model=gpt-realtime`);
      await client.next('session.created');
      client.send({
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { turn_detection: null } } },
      });
      await client.next('session.updated');
      for (let turn = 0; turn < 2; turn++) {
        appends(sound(speech)).forEach(client.send);
        client.send({ type: 'input_audio_buffer.commit' });
        await client.next('input_audio_buffer.committed');
      }
    }
    expect(indices).toEqual([0, 1, 0, 1]);
  });

  it.each(['', '/', '/v1/realtime'])(
    'refuses a URL that names no model, with the path "%s"',
    async (path) => {
      const { port, connections$ } = await start();
      const closed = firstValueFrom(connections$.pipe(mergeMap((connection) => connection.closed$)));
      connect(`ws://127.0.0.1:${port}${path}`);
      expect(await closed).toMatchObject({ code: 4000, reason: 'invalid_request_error.missing_model' });
    },
  );

  it('holds a spoken turn that calls a function and speaks the answer', async () => {
    const { url } = await start({
      transcribe: () => 'What time is it in Berlin?',
      timing: { firstItemMs: 1 },
    });
    const client = connect(`${url}?model=gpt-realtime`);
    const { session } = await client.next('session.created');
    expect(session['model']).toBe('gpt-realtime');
    client.send({
      type: 'session.update',
      session: {
        type: 'realtime',
        tools: [getTime],
        audio: { input: { transcription: { model: 'whisper-1' } } },
      },
    });
    await client.next('session.updated');

    const speech = await noiseVoice().speak('What time is it in Berlin?');
    appends(sound(500, speech, 600)).forEach(client.send);
    const started = await client.next('input_audio_buffer.speech_started');
    const call = await client.next('response.function_call_arguments.done');
    expect(call).toMatchObject({ name: 'get_time', arguments: '{"city":"Berlin"}' });
    await client.next('response.done');
    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: call.call_id, output: '{"time":"half past nine"}' },
    });
    client.send({ type: 'response.create' });
    const spoken = await client.next('response.output_audio_transcript.done');
    expect(spoken.transcript).toBe('It is half past nine.');
    const { response } = await client.next('response.done');
    expect(response.status).toBe('completed');
    await client.next('rate_limits.updated');

    const transcript = client.received.find(
      (event) => event.type === 'conversation.item.input_audio_transcription.completed',
    );
    expect(transcript).toMatchObject({ item_id: started.item_id, transcript: 'What time is it in Berlin?' });
    const bytes = client.received
      .filter((event) => event.type === 'response.output_audio.delta' && event.response_id === response.id)
      .reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);
    expect(bytes).toBe((await noiseVoice().speak('It is half past nine.')).length * 2);
    await client.close();
  });

  it('refuses a wrong key after the upgrade, as the service does', async () => {
    const { url } = await start({ apiKey: 'sk-right' });
    const client = connect(`${url}?model=gpt-realtime`, { headers: { authorization: 'Bearer sk-wrong' } });
    expect(await client.closed).toEqual({ code: 3000, reason: 'invalid_request_error.invalid_api_key' });
    expect(client.types()).toEqual(['error']);
    expect(client.received[0]?.error).toMatchObject({ code: 'invalid_api_key', event_id: null });
  });

  it('tells how each connection ended, and by whom', async () => {
    const running = await start({ faults: [{ at: { connection: 3, timeMs: 1 }, do: 'drop' }] });
    const ends = firstValueFrom(
      running.connections$.pipe(
        mergeMap(({ connection, closed$ }) => closed$.pipe(map((end) => ({ connection, ...end })))),
        toArray(),
      ),
    );
    const open = async () => {
      const client = connect(`${running.url}?model=gpt-realtime`);
      await client.next('session.created');
      return client;
    };
    await (await open()).close();
    const silent = new WebSocket(`${running.url}?model=gpt-realtime`);
    silent.once('message', () => silent.close());
    await once(silent, 'close');
    await (
      await open()
    ).closed;
    await connect(running.url).closed;
    await open();
    await running.close();
    expect(await ends).toEqual([
      { connection: 1, by: 'client', code: 1000, reason: '' },
      { connection: 2, by: 'client', code: null, reason: '' },
      { connection: 3, by: 'server', code: null, reason: '' },
      { connection: 4, by: 'server', code: 4000, reason: 'invalid_request_error.missing_model' },
      { connection: 5, by: 'server', code: null, reason: '' },
    ]);
  });

  it('pings every 20.3 seconds while a connection is open', async () => {
    const scheduler = new VirtualTimeScheduler(undefined, 20_299);
    const { url } = await start({ scheduler });
    const socket = new WebSocket(`${url}?model=gpt-realtime`);
    let pings = 0;
    socket.on('ping', () => (pings += 1));
    await once(socket, 'message');
    const pingsUntil = async (ms: number): Promise<number> => {
      scheduler.maxFrames = ms;
      scheduler.flush();
      // What was sent before the answer to this one has come by then.
      socket.ping();
      await once(socket, 'pong');
      return pings;
    };
    expect([await pingsUntil(20_299), await pingsUntil(20_300), await pingsUntil(60_900)]).toEqual([0, 1, 3]);
    socket.terminate();
  });

  it.each<[string, Record<string, string>, number]>([
    ['a page of another site', { Origin: 'https://evil.example' }, 403],
    ['a page without an address', { Origin: 'null' }, 403],
    ['another name', { Host: 'evil.example' }, 403],
    ['a page of this machine', { Origin: 'http://localhost:4200' }, 200],
    ['a page that is allowed', { Origin: 'https://app.example' }, 200],
    ['a name that is allowed', { Host: 'simulator.test' }, 200],
  ])('lets in whom it should: %s', async (_, headers, expected) => {
    const { url, port } = await start({
      allowedOrigins: ['https://app.example'],
      allowedHosts: ['simulator.test'],
    });
    const socket = new WebSocket(`${url}?model=gpt-realtime`, { headers });
    const upgraded = await once(socket, 'open').then(
      () => 200,
      (error: Error) => Number(/\d{3}/.exec(error.message)?.[0]),
    );
    expect(upgraded).toBe(expected);
    socket.terminate();
    const status = await new Promise((resolve, reject) => {
      const asking = request({
        port,
        host: '127.0.0.1',
        path: '/v1/realtime/client_secrets',
        method: 'POST',
        headers,
      });
      asking.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      asking.end();
    });
    expect(status).toBe(expected);
  });

  it('is found under any name where it was told to listen beyond this machine', async () => {
    const { port } = await start({ host: '0.0.0.0' });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/realtime?model=gpt-realtime`, {
      headers: { Host: 'simulator' },
    });
    const opened = await once(socket, 'open');
    expect(opened).toEqual([]);
    socket.terminate();
  });

  it('frees its port and ends its streams', async () => {
    const running = await start();
    const seen = firstValueFrom(running.connections$.pipe(toArray()));
    const client = connect(`${running.url}?model=gpt-realtime`);
    await client.next('session.created');
    await running.close();
    expect((await client.closed).code).toBe(1006);
    expect((await seen).map(({ connection }) => connection)).toEqual([1]);
  });
});
