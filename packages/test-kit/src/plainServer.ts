import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** A bare WebSocket server on loopback; what it says is up to the spec. */
export interface PlainServer {
  readonly url: string;
  readonly port: number;
  /** WebSocket connections accepted so far. */
  readonly accepted: number;
  /** Connections that are open now. */
  readonly open: number;
  /** The largest number of connections that were open at once. */
  readonly mostOpen: number;
  /** Every text frame received, of all connections. */
  readonly received: string[];
  close(): Promise<void>;
}

/** How a plain server behaves. */
export interface PlainServerConfig {
  /** Called with each connection. Default: says `session.created`. */
  readonly onConnection?: (socket: WebSocket, request: IncomingMessage) => void;
  /** Answers the upgrade itself, instead of accepting it, when it returns true. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Socket) => boolean;
}

/** The first event of every session. */
export const sessionCreated = JSON.stringify({
  type: 'session.created',
  event_id: 'event_created',
  session: { type: 'realtime', id: 'sess_1', object: 'realtime.session' },
});

/** Starts a server on 127.0.0.1. */
export async function startPlainServer(config: PlainServerConfig = {}): Promise<PlainServer> {
  const { onConnection = (socket) => socket.send(sessionCreated), onUpgrade } = config;
  const http = createServer((_, response: ServerResponse) => response.writeHead(404).end());
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const received: string[] = [];
  let accepted = 0;
  let mostOpen = 0;
  http.on('upgrade', (request, socket: Socket, head) => {
    socket.on('error', () => undefined);
    if (onUpgrade?.(request, socket)) return;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      accepted += 1;
      mostOpen = Math.max(mostOpen, server.clients.size);
      webSocket.on('error', () => undefined);
      webSocket.on('message', (data: Buffer) => received.push(data.toString()));
      onConnection(webSocket, request);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/v1/realtime`,
    port,
    received,
    get accepted() {
      return accepted;
    },
    get open() {
      return server.clients.size;
    },
    get mostOpen() {
      return mostOpen;
    },
    close: () =>
      new Promise((resolve) => {
        server.clients.forEach((client) => client.terminate());
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
}
