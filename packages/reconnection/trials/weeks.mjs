// A conversation of many hours in virtual time, whose line drops and whose sessions end: is everything answered once, and
// does nothing pile up? `node weeks.mjs 100` makes a hundred hours.
import {
  conversationItemCreate,
  conversationItemDelete,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import { durableSocket } from '@rx-realtime/reconnection';
import { createSimulator, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const hours = Number(process.argv[2] ?? 1_000);
const hourMs = 3_600_000;
/** Twelve drops for each session that reaches its end, each of a session that was stable. */
const drops = [{ at: { timeMs: 6_000, probability: 12 / 13 }, do: 'drop' }];
const maxHeapGrowth = 1024 * 1024;
/** Of processor time for a thousand hours: other work on this machine does not count. */
const maxSeconds = 60;
/** Who talks for weeks has the service forget: what a drop costs grows with what is remembered. */
const remembered = 40;

const scheduler = virtualTime();
const simulator = createSimulator({
  scheduler,
  faults: drops,
  voice: noiseVoice(),
  responder: ({ transcript }) => [say(`${transcript} is answered`)],
});
const socket = durableSocket({
  url: 'ws://simulator',
  model: 'gpt-realtime-2.1',
  WebSocketCtor: simulator.WebSocket,
  scheduler,
  session: { output_modalities: ['text'] },
  replay: { maxItems: 10 },
  retry: { firstMs: 20 },
});

const counts = { lost: 0, quiet: 0, deadline: 0, errors: 0, asked: 0, answered: 0 };
let newest = -1;
let isInOrder = true;
const items = [];
const subscription = socket.subscribe({
  next: (event) => {
    if (event.type === 'error') counts.errors += 1;
    if (event.type === 'connection.lost' && event.outcome.reason !== 'rotated') counts.lost += 1;
    if (event.type === 'connection.restored' && event.handover?.reason === 'expiry')
      counts[event.handover.isQuiet ? 'quiet' : 'deadline'] += 1;
    if (event.type === 'conversation.item.done') items.push(event.item.id);
    if (event.type !== 'response.output_text.done') return;
    const number = Number.parseInt(event.text, 10);
    // What was cut off may be said again by this simple server; nothing is skipped or comes late.
    isInOrder &&= number === newest || number === newest + 1;
    counts.answered += number > newest ? 1 : 0;
    newest = number;
  },
  error: (error) => {
    console.log(String(error));
    counts.errors += 1;
  },
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const heap = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};
const everyMs = 5 * 60_000;
const started = process.cpuUsage();
let settled = 0;
let pending = 0;
for (let hour = 0; hour < hours; hour++) {
  for (let ms = everyMs; ms <= hourMs; ms += everyMs) {
    scheduler.advanceTo(hour * hourMs + ms);
    while (items.length > remembered) socket.next(conversationItemDelete(items.shift()));
    const number = counts.asked++;
    socket.next(conversationItemCreate(userText(String(number))));
    socket.next(responseCreate());
  }
  if (hour === Math.floor(hours / 2)) settled = heap();
  pending = Math.max(pending, scheduler.pending);
}
scheduler.advanceTo(hours * hourMs + 120_000);
const grownBytes = heap() - settled;
socket.complete();
scheduler.advanceTo(hours * hourMs + 130_000);
subscription.unsubscribe();
const { user, system } = process.cpuUsage(started);
const seconds = (user + system) / 1e6;

const { lost, quiet, deadline, errors, asked, answered } = counts;
console.log(
  `${hours} hours in ${seconds.toFixed(1)} s of processor time: ${lost} drops, ${quiet + deadline} rotations (${quiet} at quiet points)`,
);
console.log(
  `asked ${asked}, answered ${answered}${isInOrder ? ' in order' : ' OUT OF ORDER'}, ${errors} errors`,
);
console.log(
  `at most ${pending} timers, ${scheduler.pending} at the end; heap ${(grownBytes / 1024).toFixed(0)} KiB more`,
);
const checks = [
  answered === asked && isInOrder,
  errors === 0,
  scheduler.pending === 0,
  pending < 20,
  grownBytes < maxHeapGrowth,
  seconds <= (maxSeconds * hours) / 1_000 + 5,
];
const passed = checks.filter(Boolean).length;
console.log(`${passed} passed, ${checks.length - passed} failed`);
process.exit(passed === checks.length ? 0 : 1);
