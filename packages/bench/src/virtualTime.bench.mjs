// What a test under virtual time costs, on compiled code: node packages/bench/src/run.mjs virtualTime (build first).
// A session of short text items, a microphone that says nothing for longer than a session lasts, and an hour of
// conversation; the client parses what it is sent and does nothing else. Beside it the way it is done without virtual
// time: the same server behind a real socket, which for the long ones would take as long as they are.
//
// On two cores with other work on them, before the simulator was made for this and after:
//
//   40 text items                  0.83 ms   0.6 ms     a third of it is JSON: 120 frames written, 120 read
//   160 text items                 2.8 ms    2.0 ms
//   70 minutes of silence          4.9 s     1.3 s
//   an hour with 400 spoken turns  9.9 s     3.0 s
import * as own from '@rx-realtime/simulator';
import { VirtualTimeScheduler } from 'rxjs';
import { WebSocket } from 'ws';
import { otherBuild } from './builds.mjs';
import { ofBuilds, section, takeTurns, target } from './harness.mjs';
import { ratioOf } from './report.mjs';

const rateHz = 24_000;
const blockMs = 40;
const blockBytes = (2 * rateHz * blockMs) / 1_000;
const append = (audio) => JSON.stringify({ type: 'input_audio_buffer.append', audio });
const item = (n) => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text: `Item ${n}` }],
});
const creates = Array.from({ length: 160 }, (_, n) =>
  JSON.stringify({ type: 'conversation.item.create', item: item(n) }),
);

/** Time that passes at once, of RxJS: every build knows it. */
const ofRxjs = () => new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
/** The virtual time of a build, where it has its own. */
const timeOf = ({ virtualTime = ofRxjs }) => virtualTime();

/** Creates items one after another, each when the one before has been confirmed. */
const createItems = (socket, count, done) => {
  let sent = 0;
  socket.onmessage = ({ data }) => {
    const { type } = JSON.parse(data);
    if (type !== 'session.created' && type !== 'conversation.item.done') return;
    if (sent < count) socket.send(creates[sent++]);
    else done();
  };
};

const textItems = (build, count) => {
  const scheduler = timeOf(build);
  const { WebSocket: InMemory } = build.createSimulator({ scheduler });
  const socket = new InMemory('ws://simulator?model=gpt-realtime');
  let isDone = false;
  createItems(socket, count, () => {
    isDone = true;
    socket.close();
  });
  scheduler.flush();
  if (!isDone) throw new Error('an item was not confirmed');
};

/** Sends one block after another at the pace of speech; counts what is answered. */
const call = ({ createSimulator, say }, scheduler, blocks, blockAt) => {
  const { WebSocket: InMemory } = createSimulator({
    scheduler,
    timing: { sessionMs: 2 * 3_600_000 },
    transcribe: ({ index }) => question(index),
    responder: ({ index }) => [say(`Answer number ${index}: it is sunny in Oslo, and warm.`)],
  });
  const socket = new InMemory('ws://simulator?model=gpt-realtime');
  let answers = 0;
  let sent = 0;
  const next = () => {
    socket.send(append(blockAt(sent++)));
    if (sent < blocks) scheduler.schedule(next, blockMs);
    else socket.close();
  };
  socket.onmessage = ({ data }) => {
    const { type } = JSON.parse(data);
    if (type === 'session.created') scheduler.schedule(next, blockMs);
    if (type === 'response.done') answers += 1;
  };
  scheduler.flush();
  return answers;
};

const silence = Buffer.alloc(blockBytes).toString('base64');
const minutes = (count) => (count * 60_000) / blockMs;
const silentMicrophone = (build, scheduler = timeOf(build)) =>
  call(build, scheduler, minutes(70), () => silence);

const question = (turn) => `How is the weather, for the ${turn}th time?`;
const turns = 400;
const blocksInTurn = minutes(60) / turns;
const conversation = (build, scheduler = timeOf(build)) => {
  const voice = build.noiseVoice();
  let sound = Buffer.alloc(0);
  const answers = call(build, scheduler, minutes(60), (block) => {
    const place = block % blocksInTurn;
    if (place === 0) sound = Buffer.from(voice.speak(question(block / blocksInTurn)).buffer);
    const said = sound.subarray(place * blockBytes, (place + 1) * blockBytes);
    return said.length < blockBytes ? silence : said.toString('base64');
  });
  if (answers !== turns) throw new Error(`${answers} of ${turns} turns were answered`);
};

const processorNs = (work, repeat = 1) => {
  const begin = process.cpuUsage();
  for (let i = 0; i < repeat; i++) work();
  const { user, system } = process.cpuUsage(begin);
  return ((user + system) * 1_000) / repeat;
};

// --- text ------------------------------------------------------------------------------------------------------------
const specifier = '@rx-realtime/simulator';
const textWorks = await ofBuilds(
  (build) => ({
    '40 text items': () => textItems(build, 40),
    '160 text items': () => textItems(build, 160),
  }),
  own,
  specifier,
);
const textTurns = await takeTurns(
  Object.entries(textWorks),
  24,
  (work, name) => processorNs(work, name.includes('160') ? 10 : 40),
  6,
);
section('a session of text items under virtual time, processor time', textTurns);
const nsOf = (name) => ratioOf(textTurns.get(name), textTurns.get(name)).ns;
target('40 text items, ms', nsOf('40 text items') / 1e6, 0.8);
target('160 text items by four times 40', nsOf('160 text items') / nsOf('40 text items') / 4, 1);

// --- the same behind a socket ----------------------------------------------------------------------------------------
const server = await own.startSimulator({ voice: own.noiseVoice() });
const overSocket = async () => {
  const begin = performance.now();
  const socket = new WebSocket(`${server.url}?model=gpt-realtime`);
  await new Promise((resolve) => createItems(socket, 40, resolve));
  socket.close();
  return (performance.now() - begin) * 1e6;
};
section(
  'the same by the clock on the wall',
  await takeTurns(
    Object.entries({
      'under virtual time': async () => {
        const begin = performance.now();
        textItems(own, 40);
        return (performance.now() - begin) * 1e6;
      },
      'behind a real socket': overSocket,
    }),
    24,
    (work) => work(),
    4,
  ),
);
await server.close();

// --- sound -----------------------------------------------------------------------------------------------------------
const other = await otherBuild(specifier);
const seconds = (work) => processorNs(work) / 1e9;
function sounding(name, work, limit) {
  target(
    name,
    seconds(() => work(own)),
    limit,
  );
  target(
    `with the virtual time of RxJS: ${name}`,
    seconds(() => work(own, ofRxjs())),
    limit,
  );
  if (other)
    target(
      `other build: ${name}`,
      seconds(() => work(other)),
      limit,
    );
}
sounding('70 minutes of a silent microphone, s', silentMicrophone, 2);
sounding('an hour with 400 spoken turns, s', conversation, 5);
