// Pause, then decide: noises and interruptions that nobody has recorded, in a quiet room, in noise, and with an echo.
//   node packages/session/trials/bargeIn.mjs [sounds of each kind = 150] [seed = 2]
// For each `cutAfterMs`: how many noises stop the assistant for good, how many interruptions do, and how long it takes from
// the first sample of the user until it is sure. Seed 1 was for looking at; the recipe has the figures of seed 2.
import { emptyPlaybackLedger, virtualPlayer } from '@rx-realtime/audio';
import { realtimeSocket } from '@rx-realtime/connection';
import { pauseThenDecide, realtimeSession } from '@rx-realtime/session';
import { createSimulator, say, simulatedUser, virtualTime, webrtcDetector } from '@rx-realtime/simulator';
import { fliteVoice } from '@rx-realtime/simulator/flite';
import { of, Subject } from 'rxjs';

const count = Number(process.argv[2] ?? 150);
const seed = Number(process.argv[3] ?? 2);
const rateHz = 24_000;
const points = [300, 400, 500, 600, 700, 800, 900, 1_000, 1_200];

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
const randomOf = (from) => {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
const random = randomOf(seed);
const between = (low, high) => low + (high - low) * random();
const oneOf = (values) => values[Math.floor(random() * values.length)];
const samplesOf = (ms) => Math.round((ms * rateHz) / 1_000);

/** A sound from a function of the sample's place, at a level. */
const soundOf = (ms, level, at) => {
  const samples = samplesOf(ms);
  const raw = Float64Array.from({ length: samples }, (_, index) => at(index, index / samples));
  const peak = raw.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1e-9);
  return Int16Array.from(raw, (value) => Math.round((value / peak) * level * 32_767));
};

/** Noise that a filter of one pole has made dull: 0 is white. */
const dullNoise = (dullness) => {
  let last = 0;
  return () => (last = dullness * last + (1 - dullness) * (2 * random() - 1));
};

/** What is no interruption, 80 to 700 ms. */
const noises = {
  cough: (ms, level) => {
    const noise = dullNoise(between(0.5, 0.8));
    return soundOf(ms, level, (_, share) => noise() * Math.exp(-4 * share));
  },
  bang: (ms, level) => {
    const noise = dullNoise(between(0.85, 0.97));
    return soundOf(ms, level, (_, share) => noise() * Math.exp(-9 * share));
  },
  typing: (ms, level) => {
    const everyMs = between(90, 160);
    return soundOf(ms, level, (index) => {
      const sinceMs = ((index / rateHz) * 1_000) % everyMs;
      return (2 * random() - 1) * Math.exp(-sinceMs / 6);
    });
  },
  hum: (ms, level) => {
    const pitchHz = between(100, 220);
    return soundOf(ms, level, (index, share) => {
      const phase = (2 * Math.PI * pitchHz * index) / rateHz;
      return (
        (Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase)) * Math.sin(Math.PI * share)
      );
    });
  },
};

/** A word or more in a voice, at 24 kHz, without the silence around it. */
const spoken = async (voice, text) => {
  const pcm = await voice.speak(text);
  const loud = (value) => Math.abs(value) > 600;
  const trimmed = pcm.subarray(pcm.findIndex(loud), pcm.findLastIndex(loud) + 1);
  return Int16Array.from(
    { length: Math.floor((trimmed.length * rateHz) / voice.sampleRateHz) },
    (_, index) => {
      const place = (index * voice.sampleRateHz) / rateHz;
      const [here, next] = [trimmed[Math.floor(place)] ?? 0, trimmed[Math.floor(place) + 1] ?? 0];
      return Math.round(here + (next - here) * (place % 1));
    },
  );
};
const atLevel = (pcm, level) => {
  const peak = pcm.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1);
  return pcm.map((value) => Math.round((value / peak) * level * 32_767));
};

const voices = ['slt', 'rms', 'awb', 'kal16'].map((voice) => fliteVoice({ voice }));
const listening = ['Mhm.', 'Uh huh.', 'Hm.', 'Yeah.', 'Right.', 'Okay.'];
const interrupting = [
  'Stop.', 'No.', 'Wait.', 'Hold on.', 'Excuse me.', 'No, wait.', 'That is wrong.', 'Can I say something?',
  'I meant the other one.', 'Stop, please.', 'Never mind, tell me about the weather.', 'Sorry, which one?',
  'Please go back to the beginning.', 'How long will that take?', 'What?', 'Not that one, the other one.',
]; // prettier-ignore

const noise = async () => {
  const kind = oneOf([...Object.keys(noises), 'listening']);
  const level = between(0.1, 0.6);
  if (kind !== 'listening') return { kind, pcm: noises[kind](between(80, 700), level) };
  const pcm = await spoken(oneOf(voices), oneOf(listening));
  return { kind, pcm: atLevel(pcm.subarray(0, samplesOf(700)), level) };
};
const interruption = async () => {
  const pcm = await spoken(oneOf(voices), oneOf(interrupting));
  return pcm.length < samplesOf(300)
    ? interruption()
    : { kind: 'interruption', pcm: atLevel(pcm, between(0.1, 0.6)) };
};

const rooms = {
  quiet: {},
  noise: { noise: 0.01 },
  // What a canceller leaves of the loudspeaker: 46 dB less.
  echo: { noise: 0.002, echo: 0.005 },
};

const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';
const tale = await spoken(voices[0], `${story} ${story} ${story}`);
const teller = { sampleRateHz: rateHz, speak: () => tale };
const detector = await webrtcDetector();
const heardOf = [
  'input_audio_buffer.speech_started',
  'input_audio_buffer.speech_stopped',
  'input_audio_buffer.committed',
];

/** What the service hears of a sound over an answer, and when; the assistant is paused while it does, as it would be. */
const overheard = ({ pcm }, room, atMs) => {
  const scheduler = virtualTime();
  const sound = { pcm, sampleRateHz: rateHz };
  const user = simulatedUser([{ atMs, text: 'Sound.', sound }], {
    ...room,
    seed: Math.floor(random() * 2 ** 31),
  }).enter(scheduler);
  const simulator = createSimulator({
    scheduler,
    detector,
    voice: teller,
    responder: () => [say(story)],
    transcribe: user.transcribe,
  });
  const player = virtualPlayer({ scheduler });
  player.heard$.subscribe(user.hear);
  const assistant = realtimeSession({
    socket: (session) =>
      realtimeSocket({
        url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: simulator.WebSocket, scheduler, session,
      }), // prettier-ignore
    bargeIn: { cutAfterMs: 60_000 },
    ears: user.microphone$,
    mouth: player,
    scheduler,
  });
  const events = [];
  simulator.events$.subscribe(({ from, event }) => {
    if (from === 'server' && heardOf.includes(event.type)) events.push({ atMs: scheduler.now(), event });
  });
  const connected = assistant.connect();
  scheduler.schedule(() => void assistant.ask('Tell me a story.'), 300);
  scheduler.advanceTo(atMs + pcm.length / 24 + 2_500);
  connected.unsubscribe();
  return events.filter((one) => one.atMs >= atMs);
};

const playing = {
  ...emptyPlaybackLedger,
  waiting: [{ responseId: 'resp_1', itemId: 'item_1', contentIndex: 0, ms: 1_000 }],
};
/** When the operator cuts, after the first sample; undefined where the assistant goes on. */
const cutOf = ({ events, atMs }, cutAfterMs) => {
  const scheduler = virtualTime();
  const heard$ = new Subject();
  let cutMs;
  heard$.pipe(pauseThenDecide({ ledger$: of(playing), cutAfterMs, scheduler })).subscribe(({ step }) => {
    if (step === 'cut') cutMs ??= scheduler.now() - atMs;
  });
  for (const one of events) scheduler.schedule(() => heard$.next(one.event), one.atMs);
  scheduler.advanceTo((events.at(-1)?.atMs ?? 0) + cutAfterMs + 1);
  return cutMs;
};

const corpus = [];
let toldMs = performance.now();
for (const make of [noise, interruption])
  for (let index = 0; index < count; index++) {
    const sound = await make();
    const room = Object.keys(rooms)[index % 3];
    const atMs = Math.round(between(3_000, 5_000));
    corpus.push({ ...sound, room, atMs, events: overheard(sound, rooms[room], atMs) });
    if (performance.now() - toldMs < 60_000) continue;
    // A step that says nothing is taken for one that hangs.
    console.log(`${corpus.length} heard`);
    toldMs = performance.now();
  }

const share = (some, all) => `${((100 * some) / Math.max(1, all)).toFixed(0)}%`;
const quantile = (values, at) =>
  [...values].sort((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? Number.NaN;
const isNoise = ({ kind }) => kind !== 'interruption';
console.log(`${2 * count} sounds, seed ${seed}`);
console.log(
  '| `cutAfterMs` | noises that stop it | … quiet, noise, echo | interruptions that stop it | sure after (median, 90%) |',
);
console.log('| --- | --- | --- | --- | --- |');
for (const cutAfterMs of points) {
  const cuts = corpus.map((one) => ({ ...one, ms: cutOf(one, cutAfterMs) }));
  const stopped = (some) => share(some.filter(({ ms }) => ms !== undefined).length, some.length);
  const nothing = cuts.filter(isNoise);
  const real = cuts.filter((one) => !isNoise(one));
  const byRoom = Object.keys(rooms).map((room) => stopped(nothing.filter((one) => one.room === room)));
  const delays = real.flatMap(({ ms }) => ms ?? []);
  console.log(
    `| ${cutAfterMs.toLocaleString('en')} ms | ${stopped(nothing)} | ${byRoom.join(', ')} | ${stopped(real)} | ${quantile(delays, 0.5).toFixed(0)} ms, ${quantile(delays, 0.9).toFixed(0)} ms |`,
  );
}
const silent = corpus.filter(isNoise).filter(({ events }) => events.length === 0).length;
console.log(`${share(silent, count)} of the noises are not heard by the service at all`);
