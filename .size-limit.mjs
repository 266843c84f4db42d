// Size budgets, minified and gzipped, without peers and without our other packages (each has its own budget).
const entry = (name) => `packages/${name}/dist/esm/index.js`;
const ignore = ['rxjs', 'rxjs/*', 'fp-ts', 'io-ts', 'ws', 'node:*', '@rx-realtime/*', '@echogarden/*'];
const modifyEsbuildConfig = (config) => ({ ...config, format: 'esm', platform: 'browser' });
const budget = (name, limit, options) => ({
  name,
  path: entry(name.replace(/^.*'@rx-realtime\//, '').replace(/'$/, '')),
  limit,
  gzip: true,
  ignore,
  modifyEsbuildConfig,
  ...options,
});

/** What an application loads: the umbrella with all of our packages, still without peers. */
const umbrella = (name, limit, options) =>
  budget(name, limit, {
    path: entry('rx-realtime'),
    ignore: ignore.filter((pattern) => pattern !== '@rx-realtime/*'),
    modifyEsbuildConfig: (config) => ({
      ...modifyEsbuildConfig(config),
      // As every bundler does it: connection has a WebSocket for Node and one for browsers.
      conditions: ['browser'],
    }),
    ...options,
  });

/** As {@link umbrella}, with all peers. */
const whole = (name, limit, options) =>
  umbrella(name, limit, { ignore: ['ws', 'node:*', '@echogarden/*'], ...options });

/** A conversation by voice in a browser: what `docs/recipes/browser-conversation.md` imports from the main entry point. */
const conversation =
  '{ appendInputAudio, chunkPcm16, speech, playback, realtimeSocket, reconnect, responses }';

export default [
  budget('codecs', '16 kB'),
  budget('codecs/beta', '2 kB', { path: 'packages/codecs/dist/esm/beta.js' }),
  budget('codecs/correlation', '4 kB', { path: 'packages/codecs/dist/esm/correlation.js' }),
  budget('codecs/http', '8 kB', { path: 'packages/codecs/dist/esm/http.js' }),
  budget('codecs/translation', '10 kB', { path: 'packages/codecs/dist/esm/translation.js' }),
  budget('connection', '10 kB'),
  budget('connection/beta', '2 kB', { path: 'packages/connection/dist/esm/beta.js' }),
  budget('connection/voice-live', '2 kB', { path: 'packages/connection/dist/esm/voice-live.js' }),
  budget('connection/xai', '2 kB', { path: 'packages/connection/dist/esm/xai.js' }),
  budget('events', '8 kB'),
  budget("import { ofType } from '@rx-realtime/events'", '0.5 kB', { import: '{ ofType }' }),
  budget('audio', '8 kB'),
  budget('audio/browser', '8 kB', { path: 'packages/audio/dist/esm/browser.js' }),
  budget('responses', '8 kB'),
  budget('responses/conversation', '8 kB', { path: 'packages/responses/dist/esm/conversation.js' }),
  budget('responses/latency', '8 kB', { path: 'packages/responses/dist/esm/latency.js' }),
  budget('responses/usage', '8 kB', { path: 'packages/responses/dist/esm/usage.js' }),
  // 9.4 when it was made: 0.4 of it cuts an answer to the words that were voiced. The rest are sessions that rotate before they
  // end, and conversations that go on at another endpoint.
  budget('reconnection', '14.25 kB'),
  budget('reconnection/node', '8 kB', { path: 'packages/reconnection/dist/esm/node.js' }),
  budget('reconnection/store', '2.5 kB', { path: 'packages/reconnection/dist/esm/store.js' }),
  // 2.2 when it was made: 1.3 of it are the plan of a restoration, which the main entry point has too.
  budget('reconnection/summary', '2.5 kB', { path: 'packages/reconnection/dist/esm/summary.js' }),
  budget('reconnection/testing', '6 kB', { path: 'packages/reconnection/dist/esm/testing.js' }),
  // 18.3 when its manners were made: 10.1 are the assistant, its tools and JSON schemas; 3 are words it is given, fillers,
  // silences and hand-overs, 2.3 guards, 1.9 calls of MCP servers, 1 pauses before it gives way.
  budget('session', '18.5 kB'),
  // 19.2: the whole assistant with its manners, and the call around it.
  budget('session/phone', '19.25 kB', { path: 'packages/session/dist/esm/phone.js' }),
  budget('session/transcription', '4 kB', { path: 'packages/session/dist/esm/transcription.js' }),
  budget('session/translation', '3 kB', { path: 'packages/session/dist/esm/translation.js' }),
  // 6.6 when it was made: the messages of four providers.
  budget('audio/phone', '7 kB', { path: 'packages/audio/dist/esm/phone.js' }),
  budget('rehearsal', '8 kB'),
  budget('clock', '0.5 kB'),
  // 62 before there was an assistant in it, 4 for what reconnection has grown by, and 8 for manners.
  umbrella('rx-realtime', '82.75 kB'),
  umbrella(`import ${conversation} from 'rx-realtime'`, '34 kB', { import: conversation }),
  // The same with microphone, speaker, captions, and RxJS, io-ts and fp-ts as far as all of it takes them.
  whole('a conversation in a browser, with peers', '50 kB', {
    import: {
      [entry('rx-realtime')]:
        '{ appendInputAudio, chunkPcm16, inputTranscripts, ofType, playback, realtimeSocket, responses, speech }',
      'packages/rx-realtime/dist/esm/browser.js': '{ microphone, speaker }',
    },
  }),
  umbrella("import { ofType } from 'rx-realtime'", '0.5 kB', { import: '{ ofType }' }),
];
