// 200 clients that speak and are spoken to at the pace of speech: does everything arrive, and how late?
import { noiseVoice } from '@rx-realtime/simulator';
import { WebSocket } from 'ws';
import { conclude, eventOf, pause, startServer } from './server.mjs';

const clients = Number(process.argv[2] ?? 200);
const seconds = 20;
const blockMs = 40;
const bytesPerMs = 48;
/** One turn: speech, then silence in which the answer is heard. */
const turnMs = 5_000;
const question = 'Can you hear me?';
const answer = 'Yes, I can hear you, as all others can.';

const voice = noiseVoice();
const spoken = await voice.speak(question);
const answerBytes = (await voice.speak(answer)).length * 2;
const cycle = new Int16Array(turnMs * 24);
cycle.set(spoken, 300 * 24);
const frames = Array.from({ length: turnMs / blockMs }, (_, index) => {
  const bytes = Buffer.from(cycle.buffer, index * blockMs * bytesPerMs, blockMs * bytesPerMs);
  return JSON.stringify({ type: 'input_audio_buffer.append', audio: bytes.toString('base64') });
});
const blocks = (seconds * 1_000) / blockMs;

const p = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
const now = () => performance.now();

/** One client; resolves when it has said everything and heard the last answer. */
const converse = async (url, startAtMs) => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const sentAtMs = [];
  const found = { edges: [], latenessMs: [], paceMs: [], heardBytes: [], answerMs: [] };
  let heard = 0;
  let askedAtMs = 0;
  let answered = 0;
  let wake = () => undefined;
  socket.on('message', (data) => {
    const event = eventOf(data);
    if (event.type === 'input_audio_buffer.speech_started') found.edges.push(event.audio_start_ms);
    if (event.type === 'input_audio_buffer.speech_stopped') {
      found.edges.push(event.audio_end_ms);
      // The decision needs 31 ms beyond the end (three frames, and one for resampling); the block that brought them
      // caused this event.
      const block = Math.floor((event.audio_end_ms + 31 - 1e-9) / blockMs);
      found.latenessMs.push(now() - sentAtMs[block]);
    }
    if (event.type === 'response.created') askedAtMs = now();
    if (event.type === 'response.output_audio.delta') heard += Buffer.byteLength(event.delta, 'base64');
    if (event.type === 'response.done') {
      found.heardBytes.push(heard);
      found.answerMs.push(now() - askedAtMs);
      heard = 0;
      answered += 1;
      wake();
    }
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await pause(startAtMs - now());
  const beganAtMs = now();
  for (let block = 0; block < blocks; block++) {
    const dueMs = beganAtMs + (block + 1) * blockMs;
    if (now() < dueMs) await pause(dueMs - now());
    socket.send(frames[block % frames.length]);
    sentAtMs.push(now());
    found.paceMs.push(now() - dueMs);
  }
  const turns = (seconds * 1_000) / turnMs;
  if (answered < turns) {
    await Promise.race([
      new Promise((resolve) => (wake = () => answered === turns && resolve())),
      pause(10_000),
    ]);
  }
  socket.close();
  return found;
};

const server = await startServer({ answer, audioSpeed: 1 });
try {
  // What one client alone is told is what each of them must be told.
  const alone = await converse(server.url, now());
  const before = await server.figures();
  const startMs = now() + 1_000;
  const beforeCpu = process.cpuUsage();
  const all = await Promise.all(
    Array.from({ length: clients }, (_, index) => converse(server.url, startMs + (index * turnMs) / clients)),
  );
  const after = await server.figures();
  const own = process.cpuUsage(beforeCpu);
  const turns = (clients * seconds * 1_000) / turnMs;
  const lateness = all.flatMap(({ latenessMs }) => latenessMs);
  const pace = all.flatMap(({ paceMs }) => paceMs);
  const answers = all.flatMap(({ heardBytes }) => heardBytes);
  const answerMs = all.flatMap(({ answerMs: took }) => took);
  const expected = JSON.stringify(alone.edges);
  const sameEdges = all.filter(({ edges }) => JSON.stringify(edges) === expected).length;
  const wholeAnswers = answers.filter((bytes) => bytes === answerBytes).length;
  const wallMs = (seconds + turnMs / 1_000) * 1_000;
  console.log(`${clients} clients, ${seconds} s each, ${turns} turns, ${pace.length} appends`);
  console.log(
    `  turns found as by one client alone: ${sameEdges} of ${clients} clients (${alone.edges.length} edges)`,
  );
  console.log(`  answers heard whole: ${wholeAnswers} of ${turns}`);
  console.log(
    `  speech_stopped after its append: p50 ${p(lateness, 0.5).toFixed(1)} ms, p99 ${p(lateness, 0.99).toFixed(1)} ms, worst ${p(lateness, 1).toFixed(1)} ms`,
  );
  console.log(
    `  answers of ${(answerBytes / bytesPerMs / 1_000).toFixed(2)} s took: p50 ${(p(answerMs, 0.5) / 1_000).toFixed(2)} s, p99 ${(p(answerMs, 0.99) / 1_000).toFixed(2)} s`,
  );
  console.log(`  appends sent late by the clients: p99 ${p(pace, 0.99).toFixed(1)} ms`);
  console.log(
    `  CPU: server ${((100 * (after.cpuMs - before.cpuMs)) / wallMs).toFixed(0)} %, clients ${((100 * (own.user + own.system)) / 1_000 / wallMs).toFixed(0)} % of a core`,
  );
  conclude([
    ['every append was heard: the turns lie where they should', sameEdges === clients],
    ['every answer arrived whole', wholeAnswers === turns && answers.length === turns],
    ['speech_stopped comes within 200 ms of its append (p99)', p(lateness, 0.99) <= 200],
  ]);
} finally {
  server.stop();
}
