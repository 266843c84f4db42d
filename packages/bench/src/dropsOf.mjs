// What becomes of numbered items of one client whose line drops.
import { sessionCreated, startChaosProxy, startPlainServer } from '@rx-realtime/test-kit/wire';

const itemsAtOnce = 2;
/** How long a line is frozen; then it is reset, which tells those too who would never have noticed. */
const frozenMs = 700;
const patienceMs = 5_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds, mostMs) => {
  for (const endMs = performance.now() + mostMs; performance.now() < endMs && !holds();) await pause(2);
};

/** A server that holds what it is given, and what arrived at it. */
const startServer = async () => {
  const seen = { arrived: new Set(), doubled: 0, sessions: 0, current: undefined };
  const server = await startPlainServer({
    onConnection: (socket) => {
      seen.current = socket;
      seen.sessions += 1;
      const session = new Set();
      socket.send(sessionCreated);
      socket.on('message', (/** @type {Buffer} */ data) => {
        const { type, item, session: settings } = JSON.parse(data.toString());
        const answer = (event) =>
          socket.readyState === 1 && socket.send(JSON.stringify({ event_id: 'event_1', ...event }));
        if (type === 'session.update') answer({ type: 'session.updated', session: settings });
        if (type !== 'conversation.item.create') return;
        if (session.has(item.id)) seen.doubled += 1;
        session.add(item.id);
        seen.arrived.add(item.id);
        // A confirmation takes its time.
        setTimeout(() => answer({ type: 'conversation.item.added', previous_item_id: null, item }), 20);
      });
    },
  });
  return { server, seen };
};

/**
 * @param connect takes a URL and what is to be told: a session is ready, an item was not sent; resolves to `send` and `close`
 */
export const dropsOf = async (connect, drops, items) => {
  const { server, seen } = await startServer();
  const proxy = await startChaosProxy({ port: server.port });
  const kinds = [
    () => proxy.reset(),
    () => proxy.finish(),
    () => proxy.freeze('both'),
    () => proxy.freeze('up'),
    () => proxy.freeze('down'),
    () => seen.current?.close(1001),
    () => seen.current?.close(1011),
    () => seen.current?.close(1012),
    () => seen.current?.terminate(),
  ];
  const told = new Set();
  const sent = [];
  let ready = 0;
  let failures = 0;
  for (const kind of ['uncaughtException', 'unhandledRejection']) process.on(kind, () => (failures += 1));
  const client = await connect(new URL(`ws://127.0.0.1:${proxy.port}/v1/realtime`), {
    ready: () => (ready += 1),
    unsent: (id) => told.add(id),
  });
  await until(() => ready > 0, 5_000);

  const recoveredMs = [];
  const perDrop = Math.ceil(items / drops);
  for (let drop = 0; drop < drops; drop += 1) {
    const dropAt = Math.floor(perDrop * (0.3 + 0.4 * Math.random()));
    const readyBefore = ready;
    let droppedAtMs = 0;
    let backAtMs;
    const watching = setInterval(() => {
      if (droppedAtMs > 0 && ready > readyBefore) backAtMs ??= performance.now();
    }, 1);
    for (let index = 0; index < perDrop; index += 1) {
      const id = `item_${drop}_${index}`;
      sent.push(id);
      try {
        client.send({
          type: 'conversation.item.create',
          item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello?' }] },
        });
      } catch {
        told.add(id);
      }
      if (index === dropAt) {
        kinds[drop % kinds.length]();
        droppedAtMs = performance.now();
      }
      if (index % itemsAtOnce === 0) await pause(1);
    }
    await until(() => ready > readyBefore, frozenMs);
    if (ready === readyBefore) proxy.reset();
    proxy.thaw();
    await until(() => ready > readyBefore, patienceMs);
    clearInterval(watching);
    if (ready > readyBefore) recoveredMs.push((backAtMs ?? performance.now()) - droppedAtMs);
  }
  await pause(1_000);
  client.close();
  await Promise.race([Promise.all([proxy.close(), server.close()]), pause(2_000)]);
  const lost = sent.filter((id) => !seen.arrived.has(id));
  return {
    sent: sent.length,
    lost: lost.length,
    untold: lost.filter((id) => !told.has(id)).length,
    doubled: seen.doubled,
    recoveredMs,
    failures,
  };
};
