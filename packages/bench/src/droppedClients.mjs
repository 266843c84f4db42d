// The clients whose line drops, each behind the same two functions; every one connects again, as soon as it can.
import { connect as connectTcp } from 'node:net';

const firstMs = 5;
const maxMs = 20;

async function durable(url, { ready, unsent }) {
  const { durableSocket } = await import('@rx-realtime/reconnection');
  const socket = durableSocket({
    url: url.href,
    heartbeat: { intervalMs: 300, deadlineMs: 200 },
    // A line that never lasts five seconds is what this is about.
    retry: { firstMs, maxMs, maxUnstable: Infinity },
  });
  socket.delivery$.subscribe(({ state, event }) => state !== 'acknowledged' && unsent(event.item?.id));
  const subscription = socket.subscribe(({ type }) => {
    if (type === 'session.created' || type === 'connection.restored') ready();
  });
  return { send: (event) => socket.next(event), close: () => subscription.unsubscribe() };
}

async function openai(url, { ready, unsent }) {
  const [{ default: OpenAI }, { OpenAIRealtimeWS }] = await Promise.all([
    import('openai'),
    import('openai/realtime/ws'),
  ]);
  const client = new OpenAI({ apiKey: 'sk-bench', baseURL: `https://${url.host}/v1` });
  const socket = new OpenAIRealtimeWS(
    {
      model: 'gpt-realtime',
      reconnect: true,
      maxReconnectAttempts: 1_000_000,
      reconnectInitialDelay: firstMs,
      reconnectMaxDelay: maxMs,
      maxQueueBytes: 16 * 1024 * 1024,
      // It knows no scheme but wss; over a plain socket of ours it speaks plain TCP like the others.
      options: { createConnection: ({ port, host }) => connectTcp({ port, host, noDelay: true }) },
    },
    client,
  );
  socket.on('session.created', () => {
    socket.flushPending();
    ready();
  });
  socket.on('error', () => undefined);
  socket.on('close', (close) => close?.unsent?.forEach?.(({ message }) => unsent(message?.item?.id)));
  return { send: (event) => socket.send(event), close: () => socket.close() };
}

async function agents(url, { ready }) {
  const { OpenAIRealtimeWebSocket } = await import('@openai/agents-realtime');
  const socket = new OpenAIRealtimeWebSocket({ url: url.href });
  let isOver = false;
  const connect = () => socket.connect({ apiKey: 'sk-bench', model: 'gpt-realtime' });
  // It does not connect again by itself.
  const later = (ms) => void setTimeout(() => void connect().catch(() => later(maxMs)), ms);
  socket.on('connection_change', (state) => {
    if (state === 'disconnected' && !isOver) later(firstMs);
  });
  socket.on('session.created', ready);
  socket.on('error', () => undefined);
  await connect();
  return {
    send: (event) => socket.sendEvent(event),
    close: () => {
      isOver = true;
      socket.close();
    },
  };
}

async function bare(url, { ready }) {
  const [{ webSocket }, { WebSocket }, { repeat, retry }] = await Promise.all([
    import('rxjs/webSocket'),
    import('ws'),
    import('rxjs'),
  ]);
  const socket = webSocket({ url: url.href, WebSocketCtor: WebSocket });
  // A clean close completes, any other one errors.
  const subscription = socket
    .pipe(repeat({ delay: firstMs }), retry({ delay: firstMs }))
    .subscribe({ next: ({ type }) => type === 'session.created' && ready(), error: () => undefined });
  return { send: (event) => socket.next(event), close: () => subscription.unsubscribe() };
}

/** Name → how to connect: takes a URL and what is to be told of sessions and of items that were not sent. */
export const droppedClients = {
  durableSocket: durable,
  'openai with recovery': openai,
  '@openai/agents-realtime': agents,
  'rxjs webSocket': bare,
};
