// Three spoken turns an hour apart, with a barge-in, in virtual time: how much real time does it take?
import { createSimulator, noiseVoice, say } from '@rx-realtime/simulator';
import { VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { conclude } from './server.mjs';

const hourMs = 3_600_000;
const boundMs = 100;
const rounds = 21;
const lines = ['Tell me a story.', 'Another one, please.', 'Stop, that is enough.'];
const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';

/** What is said, in blocks of 40 ms with silence before and after. */
const spoken = lines.map((line) => {
  const speech = noiseVoice().speak(line);
  const pcm = new Int16Array(Math.ceil((speech.length + 700 * 24) / 960) * 960);
  pcm.set(speech, 300 * 24);
  return Array.from({ length: pcm.length / 960 }, (_, block) => ({
    type: 'input_audio_buffer.append',
    audio: Buffer.from(pcm.buffer, block * 1_920, 1_920).toString('base64'),
  }));
});

/** Holds the conversation once; returns how its responses ended and how far apart the turns were. */
const converse = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({
    scheduler,
    timing: { sessionMs: 4 * hourMs, audioSpeed: 1 },
    transcribe: ({ index }) => lines[index],
    responder: ({ transcript }) => [say(transcript === lines[2] ? 'As you like.' : story)],
  });
  const statuses = [];
  const startedAtMs = [];
  const socket = webSocket({ url: 'ws://simulator?model=gpt-realtime', WebSocketCtor: simulator.WebSocket });
  socket.subscribe((event) => {
    if (event.type === 'response.done') statuses.push(event.response.status);
    if (event.type === 'input_audio_buffer.speech_started') startedAtMs.push(scheduler.now());
  });
  [0, hourMs, hourMs + 4_000].forEach((atMs, turn) =>
    spoken[turn].forEach((event, block) => scheduler.schedule(() => socket.next(event), atMs + block * 40)),
  );
  scheduler.schedule(() => socket.complete(), 2 * hourMs);
  scheduler.flush();
  return { statuses, startedAtMs };
};

const first = performance.now();
const { statuses, startedAtMs } = converse();
const firstMs = performance.now() - first;
const tookMs = Array.from({ length: rounds }, () => {
  const began = performance.now();
  converse();
  return performance.now() - began;
}).toSorted((a, b) => a - b);
console.log(
  `turns at ${startedAtMs.map((ms) => `${(ms / 1_000).toFixed(0)} s`).join(', ')}: ${statuses.join(', ')}`,
);
console.log(
  `  real time: ${firstMs.toFixed(0)} ms the first time, median ${tookMs[rounds >> 1].toFixed(0)} ms, worst ${tookMs.at(-1).toFixed(0)} ms`,
);
conclude([
  [
    'the second answer is interrupted, the others are whole',
    statuses.join() === 'completed,cancelled,completed',
  ],
  [`it takes less than ${boundMs} ms (median of ${rounds})`, tookMs[rounds >> 1] < boundMs],
]);
