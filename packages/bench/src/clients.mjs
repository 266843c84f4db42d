// The clients that are compared, each behind the same few functions. Every one is used as its documentation shows, with
// a listener for each type of event that an application of some size has.
import { Buffer } from 'node:buffer';
import { connect as connectTcp } from 'node:net';
import { otherBuild } from './builds.mjs';

const types = {
  ready: 'session.created',
  audio: 'response.output_audio.delta',
  text: 'response.output_audio_transcript.delta',
  begin: 'input_audio_buffer.committed',
  end: 'input_audio_buffer.cleared',
};

/** More types that an application listens to; what it does with them is not measured. */
const further = [
  'response.created',
  'response.output_item.done',
  'response.done',
  'rate_limits.updated',
  'error',
];

const append = 'input_audio_buffer.append';

function samples(base64) {
  const bytes = Buffer.from(base64, 'base64');
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}

/** The bytes behind a view are the bytes of the wire on the machines that these benches run on. */
const base64Of = (pcm) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');

/** What one who writes against `ws` itself has: a table of handlers, and samples only if asked for. */
function handlersOf(on, withSamples) {
  const nothing = () => undefined;
  return new Map([
    ...further.map((type) => [type, nothing]),
    [types.audio, withSamples ? ({ delta }) => on.samples(samples(delta)) : nothing],
    [types.text, ({ delta }) => on.text(delta)],
    [types.ready, on.ready],
    [types.begin, on.begin],
    [types.end, on.end],
  ]);
}

async function bare(url, on, withSamples) {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const handlers = handlersOf(on, withSamples);
  socket.on('message', (data) => {
    const event = JSON.parse(data);
    handlers.get(event.type)?.(event);
  });
  return {
    send: (pcm) => socket.send(JSON.stringify({ type: append, audio: base64Of(pcm) })),
    close: () => socket.close(),
  };
}

async function bareSubject(url, on) {
  const [{ webSocket }, { WebSocket }] = await Promise.all([import('rxjs/webSocket'), import('ws')]);
  const socket = webSocket({ url, WebSocketCtor: WebSocket });
  const handlers = handlersOf(on, false);
  const subscription = socket.subscribe((event) => handlers.get(event.type)?.(event));
  return {
    send: (pcm) => socket.next({ type: append, audio: base64Of(pcm) }),
    close: () => subscription.unsubscribe(),
  };
}

/** What our client is made of. */
async function ownBuild() {
  const modules = await Promise.all([
    import('@rx-realtime/codecs'),
    import('@rx-realtime/connection'),
    import('@rx-realtime/events'),
    import('@rx-realtime/audio'),
  ]);
  return Object.assign({}, ...modules);
}

/** The same, of the other build. */
const buildThere = () =>
  otherBuild(...['codecs', 'connection', 'events', 'audio'].map((name) => `@rx-realtime/${name}`));

async function rxRealtime(build, url, on, config) {
  const { inputAudioBufferAppend, outputAudio, realtimeSocket, routeEvents } = await build;
  const socket = realtimeSocket({ url, apiKey: 'sk-bench', ...config });
  const route = routeEvents(socket);
  const lost = (what) => on.lost(JSON.stringify(what));
  socket.drift$.subscribe(lost);
  socket.audioGap$.subscribe(lost);
  socket.undelivered$.subscribe(lost);
  const subscription = route(types.audio)
    .pipe(outputAudio())
    .subscribe(({ pcm }) => on.samples(pcm));
  subscription.add(route(types.text).subscribe(({ delta }) => on.text(delta)));
  subscription.add(route(types.ready).subscribe(on.ready));
  subscription.add(route(types.begin).subscribe(on.begin));
  subscription.add(route(types.end).subscribe(on.end));
  for (const type of further) subscription.add(route(type).subscribe());
  return {
    send: (pcm) => socket.next(inputAudioBufferAppend(pcm)),
    close: () => subscription.unsubscribe(),
  };
}

/** `openai` knows no scheme but wss; over a plain socket of ours it speaks plain TCP like the others. */
const plainly = (url) =>
  url.protocol === 'wss:'
    ? {}
    : { createConnection: ({ port, host }) => connectTcp({ port, host, noDelay: true }) };

async function openai(url, on, withSamples) {
  const [{ default: OpenAI }, { OpenAIRealtimeWS }] = await Promise.all([
    import('openai'),
    import('openai/realtime/ws'),
  ]);
  const client = new OpenAI({ apiKey: 'sk-bench', baseURL: `https://${url.host}/v1${url.search}` });
  const socket = new OpenAIRealtimeWS({ model: 'gpt-realtime', options: plainly(url) }, client);
  for (const [type, handler] of handlersOf(on, withSamples)) socket.on(type, handler);
  return {
    send: (pcm) => socket.send({ type: append, audio: base64Of(pcm) }),
    close: () => socket.close(),
  };
}

async function agents(url, on) {
  const { OpenAIRealtimeWebSocket } = await import('@openai/agents-realtime');
  const socket = new OpenAIRealtimeWebSocket({ url: url.href });
  for (const [type, handler] of handlersOf(on, false)) socket.on(type, handler);
  // It decodes audio whether or not somebody listens.
  socket.on('audio', ({ data }) => on.samples(new Int16Array(data)));
  await socket.connect({ apiKey: 'sk-bench', model: 'gpt-realtime' });
  return {
    send: ({ buffer, byteOffset, byteLength }) =>
      socket.sendAudio(buffer.slice(byteOffset, byteOffset + byteLength)),
    close: () => socket.close(),
  };
}

/**
 * Name → how to connect: takes a URL (`ws:` or `wss:`) and the functions that are told of samples, text, the session, both
 * marks and what was lost; gives back how to send sound and how to leave.
 */
export const clients = {
  'ws and JSON.parse': (url, on) => bare(url, on, false),
  'ws, JSON.parse and samples': (url, on) => bare(url, on, true),
  'rxjs webSocket': bareSubject,
  'rx-realtime: validated, samples, routes': (url, on) => rxRealtime(ownBuild(), url, on),
  'other build: rx-realtime: validated, samples, routes': (url, on) => rxRealtime(buildThere(), url, on),
  'rx-realtime without latency gate': (url, on) =>
    rxRealtime(ownBuild(), url, on, { maxRoundTripMs: Infinity }),
  openai: (url, on) => openai(url, on, false),
  'openai and samples': (url, on) => openai(url, on, true),
  'agents-realtime, samples': agents,
};
