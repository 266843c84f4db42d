// Servers that are compatible, each in its own way: ready, configured, asked, and heard.
import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeWebSockets, startPlainServer } from '@rx-realtime/test-kit';
import type { PlainServer } from '@rx-realtime/test-kit';
import { base64FromPcm16 } from '@rx-realtime/pcm';
import { firstValueFrom, lastValueFrom, toArray, VirtualTimeScheduler } from 'rxjs';
import { betaDialect } from '../src/beta.ts';
import {
  durationMs,
  inputAudioBufferCommit,
  isRealtimeError,
  outputAudio,
  realtimeSocket,
  request,
  responseCreate,
  virtualPlayer,
} from '../src/index.ts';
import type { Dialect, RealtimeSocketConfig } from '../src/index.ts';
import { voiceLiveDialect } from '../src/voice-live.ts';
import { xaiDialect } from '../src/xai.ts';

type Fields = Readonly<Record<string, unknown>>;
/** What a server says, as a function of what it is told. */
interface Script {
  readonly hello: readonly Fields[];
  readonly answer: (event: Fields) => readonly Fields[];
}

const servers: PlainServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const start = async ({ hello, answer }: Script): Promise<PlainServer> => {
  const server = await startPlainServer({
    onConnection: (socket) => {
      const say = (events: readonly Fields[]): void =>
        events.forEach((event) => socket.send(JSON.stringify({ event_id: 'event_1', ...event })));
      socket.on('message', (data: Buffer) => say(answer(JSON.parse(data.toString()) as Fields)));
      say(hello);
    },
  });
  servers.push(server);
  return server;
};

const inner = (fields: Fields, name: string): Fields => (fields[name] ?? {}) as Fields;
const refused = (param: string): readonly Fields[] => [
  {
    type: 'error',
    error: { type: 'invalid_request_error', code: 'unknown_parameter', message: param, param },
  },
];

/** 100 ms at 24 kHz, in two pieces. */
const sound = Int16Array.from({ length: 2_400 }, (_, n) => n);
const pieces = [sound.subarray(0, 1_000), sound.subarray(1_000)].map(base64FromPcm16);
const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
const item = (status: string, content: readonly Fields[]): Fields => ({
  id: 'item_1',
  type: 'message',
  role: 'assistant',
  status,
  content,
});

/** An answer by voice, in the words of today or of the beta. */
const speak = (response: Fields, isBeta: boolean): readonly Fields[] => {
  const audio = isBeta ? 'response.audio' : 'response.output_audio';
  const final = item('completed', [{ type: isBeta ? 'audio' : 'output_audio', transcript: 'Hello.' }]);
  const added = isBeta ? 'conversation.item.created' : 'conversation.item.added';
  return [
    { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [], ...response } },
    {
      type: 'response.output_item.added',
      response_id: 'resp_1',
      output_index: 0,
      item: item('in_progress', []),
    },
    { type: added, item: item('in_progress', []) },
    ...pieces.map((delta) => ({ type: `${audio}.delta`, ...address, delta })),
    { type: `${audio}.done`, ...address },
    { type: 'response.output_item.done', response_id: 'resp_1', output_index: 0, item: final },
    { type: 'response.done', response: { id: 'resp_1', status: 'completed', output: [final], ...response } },
  ];
};

const metadataOf = (event: Fields): Fields => ({ metadata: inner(event, 'response')['metadata'] });

/** A server that has OpenAI's events but for a few. */
const scriptOf = (
  hello: readonly Fields[],
  isBeta: boolean,
  checkSession: (session: Fields) => string | undefined,
  responseOf: (event: Fields) => Fields = metadataOf,
): Script => ({
  hello,
  answer: (event) => {
    if (event['type'] === 'response.create') return speak(responseOf(event), isBeta);
    if (event['type'] !== 'session.update') return [];
    const session = inner(event, 'session');
    const wrong = checkSession(session);
    return wrong === undefined ? [{ type: 'session.updated', session }] : refused(wrong);
  },
});

const isFlat = (session: Fields): string | undefined =>
  Object.keys(session).find((key) => /^(type|audio)$/.test(key));
const isNested = (session: Fields): string | undefined =>
  Object.keys(session).find((key) => /^(voice|turn_detection|modalities)$/.test(key));
const isXai = (session: Fields): string | undefined => {
  if (session['voice'] !== 'alloy') return 'session.voice';
  return Object.keys(session).includes('audio') ? 'session.audio' : undefined;
};
const isVoiceLive = (session: Fields): string | undefined =>
  typeof session['voice'] === 'object' ? isFlat(session) : 'session.voice';

const speaking: readonly (readonly [string, Script, Dialect?])[] = [
  [
    'OpenAI',
    scriptOf([{ type: 'session.created', session: { type: 'realtime', id: 'sess_1' } }], false, isNested),
  ],
  [
    'the beta',
    scriptOf([{ type: 'session.created', session: { id: 'sess_1', voice: 'alloy' } }], true, isFlat),
    betaDialect(),
  ],
  [
    'Qwen, which echoes no metadata',
    scriptOf(
      [{ type: 'session.created', session: { id: 'sess_1', output_audio_format: 'pcm24' } }],
      true,
      isFlat,
      () => ({ modalities: ['text', 'audio'], output_audio_format: 'pcm24' }),
    ),
    betaDialect({ inputRateHz: 16_000, capabilities: { metadata: false } }),
  ],
  [
    'xAI',
    scriptOf(
      [
        { type: 'session.created', session: { id: 'sess_1', turn_detection: { type: null } } },
        { type: 'ping', timestamp: 1 },
        { type: 'conversation.created', conversation: { id: 'conv_1' } },
      ],
      false,
      isXai,
    ),
    xaiDialect(),
  ],
  [
    'xAI, when only its conversation is created',
    scriptOf([{ type: 'conversation.created', conversation: { id: 'conv_1' } }], false, isXai),
    xaiDialect(),
  ],
  [
    'Azure Voice Live',
    scriptOf(
      [{ type: 'session.created', session: { id: 'sess_1', voice: { type: 'openai', name: 'alloy' } } }],
      true,
      isVoiceLive,
      (event) => ({ ...metadataOf(event), voice: { type: 'azure-standard', name: 'en-US-AvaNeural' } }),
    ),
    voiceLiveDialect(),
  ],
  [
    'one that creates the conversation before the session',
    scriptOf(
      [
        { type: 'conversation.created', conversation: { id: 'conv_1' } },
        { type: 'session.created', session: { id: 'sess_1' } },
      ],
      false,
      isNested,
    ),
  ],
  [
    'one that starts its sessions, as GPT-Live does',
    scriptOf([{ type: 'session.started', session: { id: 'live_1' } }], false, isNested),
    { ready: (event) => event.type === 'unknown' && event.wireType === 'session.started' },
  ],
];

describe.each(speaking)('%s', (_, script, dialect) => {
  const session = { instructions: 'Be brief.', audio: { output: { voice: 'alloy' } } };

  it('is ready, configured, asked and heard', async () => {
    const { url } = await start(script);
    const config: RealtimeSocketConfig = { url, session, ...(dialect && { dialect }) };
    const socket = realtimeSocket(config);
    const connection = socket.connect();
    const drift: unknown[] = [];
    socket.drift$.subscribe((reported) => drift.push(reported));
    const deliveries: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => deliveries.push(`${event.type} ${state}`));
    const blocks = await lastValueFrom(request(socket, responseCreate()).pipe(outputAudio(), toArray()));
    connection.unsubscribe();

    const scheduler = new VirtualTimeScheduler();
    const player = virtualPlayer({ scheduler });
    const heard: number[] = [];
    let playedMs = 0;
    player.heard$.subscribe(({ pcm }) => heard.push(...pcm));
    player.played$.subscribe((ms) => (playedMs = ms));
    blocks.forEach((block) => player.write(block));
    scheduler.flush();
    expect(heard).toEqual([...sound]);
    expect(playedMs).toBe(durationMs({ pcm: sound, sampleRateHz: 24_000 }));
    expect(deliveries).toEqual(['session.update acknowledged', 'response.create acknowledged']);
    const unknown = JSON.stringify(script.hello).includes('session.started') ? 1 : 0;
    expect(drift).toHaveLength(unknown);
  });
});

describe('vLLM, which only transcribes', () => {
  // vllm/entrypoints/openai/realtime/protocol.py
  const script: Script = {
    hello: [{ type: 'session.created', id: 'sess-1', created: 1_793_000_000 }],
    answer: ({ type }) =>
      type === 'input_audio_buffer.commit'
        ? [
            { type: 'transcription.delta', delta: 'hello' },
            { type: 'transcription.done', text: 'hello' },
            { type: 'error', error: 'Audio data too large', code: 'invalid_audio' },
          ]
        : [],
  };
  const dialect: Dialect = { capabilities: { soundOut: false, turnDetection: false, truncation: false } };

  it('is ready, and is read to its last word', async () => {
    const { url } = await start(script);
    const socket = realtimeSocket({ url, dialect });
    socket.next(inputAudioBufferCommit());
    const words: unknown[] = [];
    await new Promise<void>((resolve) => {
      const subscription = socket.subscribe((event) => {
        if (event.type === 'unknown') words.push(event.payload);
        if (event.type !== 'error') return;
        expect(event.error.message).toBe('Audio data too large');
        subscription.unsubscribe();
        resolve();
      });
    });
    expect(words).toMatchObject([{ delta: 'hello' }, { text: 'hello' }]);
  });

  it('is not asked for what it cannot do', async () => {
    const { url, received } = await start(script);
    const socket = realtimeSocket({ url, dialect });
    const refusals: unknown[] = [];
    socket.undelivered$.subscribe(({ event, error }) =>
      refusals.push([event.type, error.code, error.message]),
    );
    socket.next(responseCreate({ output_modalities: ['audio'] }));
    socket.next({ type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 5 });
    await firstValueFrom(socket);
    expect(refusals).toEqual([
      ['response.create', 'not_supported', 'this server does not speak'],
      ['conversation.item.truncate', 'not_supported', 'this server does not cut what was not heard'],
    ]);
    expect(received).toEqual([]);
  });

  it('says of a session that is beyond it that it is', async () => {
    const { url } = await start(script);
    const session = { audio: { input: { turn_detection: { type: 'server_vad' } } } } as const;
    const socket = realtimeSocket({ url, dialect, session });
    const error: unknown = await lastValueFrom(socket).catch((cause: unknown) => cause);
    expect(isRealtimeError(error) && [error.code, error.message]).toEqual([
      'session_not_encodable',
      'this server does not hear when a turn is over',
    ]);
  });
});

describe('a server whose session.created cannot be read', () => {
  it.each([5, null, 'sess_1', [], { type: 5 }])('is ready: %j', async (session) => {
    const { url } = await start({ hello: [{ type: 'session.created', session }], answer: () => [] });
    const socket = realtimeSocket({ url });
    const states: string[] = [];
    socket.status$.subscribe(({ state }) => states.push(state));
    await firstValueFrom(socket);
    expect(states).toContain('ready');
  });
});

describe('a server that never becomes ready', () => {
  it.each([
    ['nothing', []],
    ['welcome, session.started', ['welcome', 'session.started']],
  ])('is told by what it said: %s', (said, types) => {
    const scheduler = new VirtualTimeScheduler();
    const { sockets, WebSocket: WebSocketCtor } = fakeWebSockets();
    const socket = realtimeSocket({ url: 'ws://localhost', WebSocketCtor, scheduler, heartbeat: false });
    let failure: unknown;
    socket.subscribe({ error: (error: unknown) => (failure = error) });
    sockets[0]?.open();
    for (const type of types) sockets[0]?.message({ type });
    scheduler.flush();
    expect(failure).toMatchObject({
      code: 'ready_timeout',
      message: `the server was not ready in time (no session.created); it said ${said}`,
    });
  });
});
