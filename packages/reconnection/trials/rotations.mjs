// Sessions of twenty seconds on real sockets and real time: does every sample arrive once, but for the prefix that is told?
// `node rotations.mjs 90 10` talks for 90 seconds over 10 sockets at once.
import {
  conversationItemCreate,
  inputAudioBufferAppend,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import { pcm16FromBase64 } from '@rx-realtime/pcm';
import { durableSocket } from '@rx-realtime/reconnection';
import { noiseVoice, say, startSimulator } from '@rx-realtime/simulator';

const seconds = Number(process.argv[2] ?? 90);
const sockets = Number(process.argv[3] ?? 10);
const blockMs = 20;
const blockLength = (24_000 * blockMs) / 1_000;
const sessionMs = 20_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A block that bears its number in six samples that nobody can hear. */
const numbered = (block) => {
  const pcm = new Int16Array(blockLength);
  for (let digit = 0; digit < 6; digit++) pcm[digit] = (block >> (4 * digit)) & 15;
  return pcm;
};
const numberOf = (base64) => {
  const pcm = pcm16FromBase64(base64);
  return [0, 1, 2, 3, 4, 5].reduce((sum, digit) => sum + (pcm[digit] << (4 * digit)), 0);
};

const trial = async () => {
  const simulator = await startSimulator({
    voice: noiseVoice(),
    timing: { sessionMs },
    responder: ({ transcript }) => [say(`${transcript} is answered`)],
  });
  const heard = [];
  simulator.events$.subscribe(({ connection, from, event }) => {
    if (from !== 'client' || event.type !== 'input_audio_buffer.append') return;
    (heard[connection - 1] ??= []).push(numberOf(event.audio));
  });
  const socket = durableSocket({
    url: simulator.url,
    model: 'gpt-realtime-2.1',
    session: { output_modalities: ['text'] },
  });
  const told = { restored: [], lost: 0, errors: 0, gapMs: 0, answered: [] };
  socket.audioGap$.subscribe(({ durationMs }) => (told.gapMs += durationMs));
  socket.subscribe({
    next: (event) => {
      if (event.type === 'connection.restored') told.restored.push(event.handover);
      if (event.type === 'connection.lost') told.lost += 1;
      if (event.type === 'error') told.errors += 1;
      if (event.type === 'response.output_text.done') told.answered.push(Number.parseInt(event.text, 10));
    },
    error: () => (told.errors += 1),
  });
  const startedMs = performance.now();
  let block = 0;
  let asked = 0;
  while (performance.now() - startedMs < seconds * 1_000) {
    await pause(blockMs / 2);
    while (block * blockMs < performance.now() - startedMs)
      socket.next(inputAudioBufferAppend(numbered(block++)));
    if (asked * 700 > performance.now() - startedMs) continue;
    socket.next(conversationItemCreate(userText(String(asked++))));
    socket.next(responseCreate());
    // One answer at a time.
    while (told.answered.length < asked && told.errors === 0) await pause(5);
  }
  await pause(500);
  socket.complete();
  await pause(200);
  await simulator.close();
  // Each session begins with the prefix that the one before has heard too.
  const prefixes = told.restored.map(({ prefixMs }) => Math.round(prefixMs / blockMs));
  const all = heard.flatMap((blocks, index) => blocks.slice(index === 0 ? 0 : prefixes[index - 1]));
  const isWhole = all.length === block && all.every((number, index) => number === index);
  const isAnswered =
    told.answered.length === asked && told.answered.every((number, index) => number === index);
  return {
    ...told,
    block,
    asked,
    isWhole,
    isAnswered,
    sessions: heard.length,
    isQuiet: told.restored.every(({ isQuiet }) => isQuiet),
  };
};

const results = await Promise.all(Array.from({ length: sockets }, trial));
const sum = (of) => results.reduce((total, result) => total + of(result), 0);
const rotations = results.flatMap(({ restored }) => restored);
const gaps = rotations.map(({ gapMs }) => gapMs).sort((one, other) => one - other);
console.log(
  `${sockets} sockets for ${seconds} s: ${rotations.length} rotations, ${sum(({ lost }) => lost)} sessions lost`,
);
console.log(
  `${sum(({ block }) => block)} blocks, ${sum(({ gapMs }) => gapMs)} ms told as lost; ${sum(({ asked }) => asked)} questions`,
);
console.log(
  `until the next session had confirmed all: ${gaps[Math.floor(gaps.length / 2)]?.toFixed(1)} ms in the middle, ${gaps.at(-1)?.toFixed(1)} ms at most`,
);
const passed = results.filter(
  ({ isWhole, isAnswered, isQuiet, lost, errors, gapMs, sessions }) =>
    isWhole && isAnswered && isQuiet && lost === 0 && errors === 0 && gapMs === 0 && sessions > 1,
).length;
console.log(`${passed} passed, ${sockets - passed} failed`);
process.exit(passed === sockets ? 0 : 1);
