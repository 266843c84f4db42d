// What the model server takes for an event, on compiled code: node packages/bench/src/run.mjs model (build first).
// Beside it the simulator, for the same events: what it does more is JSON, sound, timers and a line.
import { createSimulator, newServer, reduceServer, say, virtualTime } from '@rx-realtime/simulator';
import { section, takeTurns, target } from './harness.mjs';
import { ratioOf } from './report.mjs';

const turns = 10;
const text = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello.' }] };
const create = (n) => ({ type: 'conversation.item.create', item: { ...text, id: `item_user_${n}` } });

const inputs = [
  { type: 'server.opens' },
  ...Array.from({ length: turns }, (_, n) => [
    create(n),
    { type: 'response.create', event_id: `event_${n}` },
    { type: 'server.says', text: 'Good morning.' },
    { type: 'server.ends' },
  ]).flat(),
  { type: 'server.closes' },
];

const ofModel = () => {
  let state = newServer;
  let sent = 0;
  for (const input of inputs) {
    const [next, events] = reduceServer(state, input);
    state = next;
    sent += events.length;
  }
  if (sent !== 1 + 9 * turns - turns) throw new Error(`the model sent ${sent}`);
};

const ofSimulator = () => {
  const scheduler = virtualTime();
  const { WebSocket } = createSimulator({ scheduler, responder: () => [say('Good morning.')] });
  const socket = new WebSocket('ws://simulator?model=gpt-realtime');
  let n = 0;
  socket.onmessage = ({ data }) => {
    const { type } = JSON.parse(data);
    if (type !== 'session.created' && type !== 'response.done') return;
    if (n === turns) return socket.close();
    socket.send(JSON.stringify(create(n)));
    socket.send(
      JSON.stringify({
        type: 'response.create',
        event_id: `event_${n++}`,
        response: { output_modalities: ['text'] },
      }),
    );
  };
  scheduler.flush();
  if (n !== turns) throw new Error(`${n} turns`);
};

const repeat = { model: 400, simulator: 20 };
const works = { model: ofModel, simulator: ofSimulator };
const times = await takeTurns(
  Object.entries(works),
  24,
  (work, name) => {
    const begin = process.cpuUsage();
    for (let i = 0; i < repeat[name]; i++) work();
    const { user, system } = process.cpuUsage(begin);
    return ((user + system) * 1_000) / repeat[name] / inputs.length;
  },
  6,
);
section('an event of a conversation in text, processor time', times);
target('the model, µs an event', ratioOf(times.get('model'), times.get('model')).ns / 1_000, 2);
