// Items that are sent while the line drops, again and again: does each arrive, or is its loss told?
// `node drops.mjs 27 100` makes 27 drops, one for each 100 items; `node drops.mjs 27 100 durable` with a socket that restores.
import { conversationItemCreate, userText } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { durableSocket, reconnect } from '@rx-realtime/reconnection';
import { sessionCreated, startChaosProxy, startPlainServer } from '@rx-realtime/test-kit/wire';

const drops = Number(process.argv[2] ?? 108);
const itemsPerDrop = Number(process.argv[3] ?? 500);
const isDurable = process.argv[4] === 'durable';
const itemsAtOnce = 2;

/** What arrived at the server, on any connection, and who is connected. */
const arrived = new Set();
/** What each connection holds, in order. */
const sessions = [];
let current;
const server = await startPlainServer({
  onConnection: (socket) => {
    current = socket;
    const session = [];
    sessions.push(session);
    socket.send(sessionCreated);
    socket.on('message', (/** @type {Buffer} */ data) => {
      const { type, item } = JSON.parse(data.toString());
      if (type !== 'conversation.item.create') return;
      arrived.add(item.id);
      session.push(item.id);
      const previous_item_id = session.at(-2) ?? null;
      const added = { type: 'conversation.item.added', event_id: 'e', previous_item_id, item };
      // A confirmation takes its time.
      setTimeout(() => socket.readyState === 1 && socket.send(JSON.stringify(added)), 20);
    });
  },
});
const proxy = await startChaosProxy({ port: server.port });

const freeze = (direction) => () => proxy.freeze(direction);
const close = (code) => () => current.close(code);
/** How a line drops; a clean close says so. */
const kinds = {
  reset: { drop: () => proxy.reset() },
  fin: { drop: () => proxy.finish() },
  freeze: { drop: freeze('both') },
  'freeze up': { drop: freeze('up') },
  'freeze down': { drop: freeze('down') },
  1001: { drop: close(1001), isClean: true },
  1011: { drop: close(1011), isClean: true },
  1012: { drop: close(1012), isClean: true },
  terminate: { drop: () => current.terminate() },
};

/** In the order of sending: `item_<drop>_<number>`. */
const byPlace = (one, other) => {
  const [, drop, number] = one.split('_').map(Number);
  const [, otherDrop, otherNumber] = other.split('_').map(Number);
  return drop - otherDrop || number - otherNumber;
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const line = { url: `ws://127.0.0.1:${proxy.port}`, heartbeat: { intervalMs: 300, deadlineMs: 200 } };
// A line that never lasts five seconds is what this is about.
const retry = { firstMs: 5, maxMs: 20, maxUnstable: Infinity };
const socket = isDurable ? durableSocket({ ...line, retry }) : realtimeSocket(line);
const fates = new Map();
socket.delivery$.subscribe(({ state, event }) => fates.set(event.item?.id, state));
let ready = 0;
let ended = 0;
socket.closed$.subscribe(() => (ended += 1));
socket.status$.subscribe(({ state }) => (ready += state === 'ready' ? 1 : 0));
const subscription = (isDurable ? socket : socket.pipe(reconnect(retry))).subscribe({
  error: (error) => console.log('gave up', error.code),
});

/** Waits until something holds, or for so long. */
const until = async (holds, mostMs) => {
  for (const endMs = performance.now() + mostMs; performance.now() < endMs && !holds();) await pause(5);
};
const becomesReady = (times) => until(() => ready >= times, 20_000);
/** The items of each kind of drop. */
const itemsOf = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
await becomesReady(1);
for (let drop = 0; drop < drops; drop += 1) {
  const [kind, { drop: fall }] = Object.entries(kinds)[drop % 9];
  const dropAt = Math.floor(itemsPerDrop * (0.3 + 0.4 * Math.random()));
  const readyBefore = ready;
  const endedBefore = ended;
  for (let sent = 0; sent < itemsPerDrop; sent += 1) {
    const id = `item_${drop}_${sent}`;
    itemsOf[kind].push(id);
    socket.next(conversationItemCreate({ ...userText('Hello?'), id }));
    if (sent === dropAt) fall();
    if (sent % itemsAtOnce === 0) await pause(1);
  }
  // A frozen line stays so until the heartbeat has ended it.
  await until(() => ended > endedBefore, 5_000);
  proxy.thaw();
  await becomesReady(readyBefore + 1);
}
await pause(1_000);
subscription.unsubscribe();
await pause(200);

let untold = 0;
let lostCleanly = 0;
for (const [kind, ids] of Object.entries(itemsOf)) {
  const lost = ids.filter((id) => !arrived.has(id));
  const silent = lost.filter((id) => !['unsent', 'uncertain'].includes(fates.get(id)));
  const wrong = ids.filter((id) => fates.get(id) === undefined);
  const told = ids.filter((id) => fates.get(id) === 'uncertain').length;
  untold += silent.length + wrong.length;
  lostCleanly += kinds[kind].isClean ? lost.length : 0;
  console.log(
    `${kind.padEnd(12)} ${ids.length} items, ${lost.length} lost, ${silent.length} of them without a word; ${told} told as uncertain, ${wrong.length} of unknown fate`,
  );
}
await Promise.all([proxy.close(), server.close()]);
let lost = 0;
let disordered = 0;
if (isDurable) {
  const order = new Map(
    Object.values(itemsOf)
      .flat()
      .sort(byPlace)
      .map((id, place) => [id, place]),
  );
  lost = [...order.keys()].filter((id) => !arrived.has(id)).length;
  for (const session of sessions)
    session.forEach((id, index) => {
      if (index > 0 && order.get(id) <= order.get(session[index - 1])) disordered += 1;
    });
  console.log(
    `durable: ${order.size} items, ${lost} lost, ${disordered} doubled or out of order in their session`,
  );
}
const failed = (untold > 0 ? 1 : 0) + (lostCleanly + lost + disordered > 0 ? 1 : 0);
console.log(`${ready} sessions; lost over clean closes: ${lostCleanly}, without a word: ${untold}`);
console.log(`${2 - failed} passed, ${failed} failed`);
process.exit(failed);
