import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Subject, fromEvent, interval, share, take, takeUntil } from 'rxjs';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { createCore } from './core/createCore.ts';
import type { ClientClose, Upgrade } from './line/upgrade.ts';
import type { Core } from './core/core.ts';
import type { ConnectionRequest } from './admission/admission.ts';
import { maxBodyBytes } from './admission/answerRest.ts';
import { installedVoice } from './voices/installedVoice.ts';
import type { Frame } from './line/frame.ts';
import { isForeign } from './admission/isForeign.ts';
import { refusedUpgrade } from './line/refusedUpgrade.ts';
import type { FailedUpgrade } from './line/failedUpgrade.ts';
import { refusal } from './shapes/refusal.ts';
import { webSocketLine } from './line/webSocketLine.ts';
import type { SimulatorConfig, SimulatorStreams } from './simulator.ts';
import { webrtcDetector } from './ears/webrtcDetector.ts';

/** Options of {@link startSimulator}. */
export interface StartSimulatorConfig extends SimulatorConfig {
  /** Port to listen on. @defaultValue 0: any free one, see `Simulator.port` */
  readonly port?: number;
  /** Address to listen on. @defaultValue `127.0.0.1`: not reachable from other machines */
  readonly host?: string;
  /**
   * Origins of pages that may connect, such as `https://app.example`, beside those of this machine: others are refused with
   * 403, so that no page that somebody visits can reach it.
   * @defaultValue none
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Names in the `Host` header that are answered, beside those of this machine; all are, when `host` is another address.
   * @defaultValue none
   */
  readonly allowedHosts?: readonly string[];
  /** Certificate and key in PEM: serve `wss://` instead of `ws://`. @defaultValue none: `ws://` */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A running simulator. */
export interface Simulator extends SimulatorStreams {
  /** What to connect to, without the query: `ws://127.0.0.1:43210/v1/realtime`. */
  readonly url: string;
  readonly port: number;
  /** Cuts all connections and stops listening; resolves when the port is free. */
  close(): Promise<void>;
}

const defaultHost = '127.0.0.1';
const foreign = refusal(null, 'Requests of this origin or for this host are not allowed.');

/** The service pings about every 20.3 seconds. */
const pingMs = 20_300;
/** 15 MiB of sound in base64 and room for the rest of the event. */
const maxPayloadBytes = 32 * 1_024 * 1_024;

const headersOf = ({ headers }: IncomingMessage): ConnectionRequest['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

const requestOf = (request: IncomingMessage): ConnectionRequest => ({
  url: request.url ?? '/',
  headers: headersOf(request),
  protocols: (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/).filter((name) => name !== ''),
});

const accept = (core: Core, { open }: Upgrade, socket: WebSocket, raw: Duplex): void => {
  const { scheduler } = core.time;
  const left$ = fromEvent<ClientClose>(socket, 'close').pipe(take(1), share());
  const frames$ = new Subject<Frame>();
  const line = webSocketLine(socket, raw, scheduler, core.notice);
  socket.on('message', (data: Buffer, isBinary) => frames$.next(isBinary ? data : data.toString('utf8')));
  // A client that breaks the protocol or the line: the close event that follows says all.
  socket.on('error', () => undefined);
  interval(pingMs, scheduler).pipe(takeUntil(left$)).subscribe(line.ping);
  left$.subscribe(line.stop);
  open(frames$, left$).subscribe(line.obey);
};

const statusLine = (status: number): string =>
  `HTTP/1.1 ${status} ${process.getBuiltinModule('node:http').STATUS_CODES[status] ?? 'Unknown'}`;

/** Answers an upgrade that goes wrong. */
const refuseUpgrade = (fault: FailedUpgrade, raw: Duplex): void => {
  if (fault.kind === 'noAnswer') return;
  if (fault.kind === 'badHandshake') {
    raw.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBrZXk=\r\n\r\n',
    );
    return;
  }
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(new TextEncoder().encode(fault.body).length),
    Connection: 'close',
    ...fault.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // A client that stays after its refusal is cut.
  raw.once('finish', () => raw.destroy());
  raw.end([statusLine(fault.status), ...lines, '', fault.body].join('\r\n'));
};

/** The body of a request, or as much of it as shows that it is too large; Node reads the rest and forgets it. */
const bodyOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      if (bytes > maxBodyBytes) return;
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBodyBytes) resolve(Buffer.concat(chunks).toString('latin1'));
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('The client is gone.')));
  });

/** Whether a request is kept out, whatever it asks for. */
type Doorkeeper = (request: IncomingMessage) => boolean;

const doorkeeper = ({
  host = defaultHost,
  allowedOrigins = [],
  allowedHosts = [],
}: StartSimulatorConfig): Doorkeeper => {
  const isLocal = !isForeign(
    { host: host.includes(':') ? `[${host}]` : host },
    { allowedOrigins, allowedHosts },
  );
  return (request) => {
    const { origin, host: asked } = headersOf(request);
    // Who listens on another address than this machine's own is meant to be found under any name.
    return isForeign({ origin, host: isLocal ? asked : undefined }, { allowedOrigins, allowedHosts });
  };
};

const answer = async (core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { status, body } = core.rest({
    method: request.method ?? '',
    url: request.url ?? '/',
    headers: headersOf(request),
    body: await bodyOf(request),
  });
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/**
 * Starts a Realtime server on this machine that behaves like OpenAI's: for tests, demos and work without a network.
 *
 * Real WebSockets, real turn detection on the sound it is sent, a voice that can be heard, the events of the real
 * service in their order and with its ids, error codes and close codes. What the assistant says and what users are
 * understood to have said is scripted, because the simulator has no model and recognises no words.
 *
 * Node only; in a browser page or under virtual time use `createSimulator`.
 *
 * @example
 * import { startSimulator, say } from '@rx-realtime/simulator';
 *
 * const simulator = await startSimulator({ responder: ({ transcript }) => [say(`You said ${transcript}`)] });
 * console.log(simulator.url.replace(/\d{4,5}/, 'PORT')); // prints: ws://127.0.0.1:PORT/v1/realtime
 * await simulator.close();
 */
export async function startSimulator(config: StartSimulatorConfig = {}): Promise<Simulator> {
  const { host = defaultHost, tls } = config;
  const isKeptOut = doorkeeper(config);
  const { voice, notice } = config.voice
    ? { voice: config.voice, notice: undefined }
    : await installedVoice();
  const core = createCore({ ...config, voice, detector: config.detector ?? (await webrtcDetector()) });
  if (notice !== undefined) core.notice(notice);

  // Asked at run time, so that bundlers for browsers can take the rest of the package.
  const server = tls
    ? process.getBuiltinModule('node:https').createServer(tls)
    : process.getBuiltinModule('node:http').createServer();
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A pong must not get between the bytes of a frame that dribbles: the line answers.
    autoPong: false,
    maxPayload: maxPayloadBytes,
  });
  const lines = new Set<Duplex>();
  server.on('request', (request, response) => {
    if (isKeptOut(request)) {
      response.writeHead(403, { 'Content-Type': 'application/json', Connection: 'close' });
      response.end(JSON.stringify({ error: foreign }));
      return;
    }
    answer(core, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, raw, head) => {
    lines.add(raw);
    raw.once('close', () => lines.delete(raw));
    // The client may go before it is answered.
    raw.on('error', () => undefined);
    if (isKeptOut(request))
      return refuseUpgrade(refusedUpgrade(403, { body: JSON.stringify({ error: foreign }) }), raw);
    const upgrade = core.upgrade(requestOf(request));
    if (upgrade.fault) refuseUpgrade(upgrade.fault, raw);
    else sockets.handleUpgrade(request, raw, head, (socket) => accept(core, upgrade, socket, raw));
  });
  const port = await listen(server, config.port ?? 0, host);
  // Such as too many open files: a connection is lost, and not the server.
  server.on('error', (error) => core.notice(`A connection could not be accepted: ${error.message}`));

  return {
    url: `${tls ? 'wss' : 'ws'}://${host}:${port}/v1/realtime`,
    port,
    connections$: core.connections$,
    events$: core.events$,
    wire$: core.wire$,
    notices$: core.notices$,
    facts$: core.facts$,
    close: () =>
      new Promise((resolve) => {
        core.end();
        for (const raw of lines) raw.destroy();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
