import type { ServerErrorInfo } from '../../realtimeError.ts';
import type { TransportClose } from './listen.ts';
import type { RealtimeWebSocket } from '../../realtimeWebSocket.ts';

/** What `ws` tells beyond the WebSocket that all platforms have. */
export interface CloseHandlers {
  pong(): void;
  /** The connection has failed with a code of the system. */
  blame(causeCode: string | undefined): void;
  /** The upgrade was answered by something else. */
  refused(refusal: Pick<TransportClose, 'httpStatus' | 'retryAfterMs' | 'serverError'>): void;
}

/** The largest part of a refused upgrade's body that is read, in bytes. */
const maxBodyBytes = 4096;

/** Listens to a WebSocket of `ws`; returns how many bytes its raw socket has read, if there is one. */
export function listenClosely(socket: RealtimeWebSocket, handlers: CloseHandlers): () => number | undefined {
  let rawSocket: RawSocket | undefined;
  if (!isEmitter(socket)) return () => undefined;
  socket.on('pong', () => handlers.pong());
  socket.on('upgrade', ({ socket: raw }) => {
    rawSocket = raw;
    // `ws` swallows errors after the handshake (only 1006 remains): the raw socket still knows the cause.
    raw?.on('error', ({ code }) => handlers.blame(code));
  });
  socket.on('unexpected-response', (request, response) =>
    readBody(response, (body) => {
      handlers.refused({
        httpStatus: response.statusCode,
        retryAfterMs: retryAfterMs(response.headers['retry-after']),
        serverError: serverErrorIn(body),
      });
      // Who listens to this event has to end the request, and some sockets close at once when it does: what is known comes first.
      request.destroy();
    }),
  );
  return () => rawSocket?.bytesRead;
}

/** Collects what a refused upgrade says, up to a limit. */
function readBody(response: UpgradeResponse, done: (body: string) => void): void {
  const decoder = new TextDecoder();
  let body = '';
  let bytes = 0;
  response.on('data', (chunk) => {
    if (bytes < maxBodyBytes)
      body += decoder.decode(chunk.subarray(0, maxBodyBytes - bytes), { stream: true });
    bytes += chunk.length;
    if (bytes >= maxBodyBytes) done(body);
  });
  response.on('end', () => done(body));
  response.on('error', () => done(body));
}

/** The part of `ws`'s emitter interface that is used; a browser's WebSocket has none of it. */
interface EmitterSocket {
  on(event: 'pong', listener: () => void): void;
  on(event: 'upgrade', listener: (response: { socket?: RawSocket }) => void): void;
  on(
    event: 'unexpected-response',
    listener: (request: { destroy(): void }, response: UpgradeResponse) => void,
  ): void;
}
interface RawSocket {
  readonly bytesRead: number;
  on(event: 'error', listener: (error: { code?: string }) => void): void;
}
interface UpgradeResponse {
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end' | 'error', listener: () => void): void;
}

const isEmitter = (socket: object): socket is EmitterSocket =>
  'on' in socket && typeof socket.on === 'function';

function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const seconds = typeof header === 'string' ? Number(header) : NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** Reads `{ "error": { type, code, message } }`, the shape of the API's HTTP errors; anything else is nothing. */
function serverErrorIn(body: string): ServerErrorInfo | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: Partial<ServerErrorInfo> };
    if (typeof error?.message !== 'string') return undefined;
    const { type, code, message } = error;
    return { type: String(type ?? 'error'), code: typeof code === 'string' ? code : null, message };
  } catch {
    return undefined;
  }
}

/** The code of the system, or our own, for what made a WebSocket fail. */
export function causeCodeOf({ error, message }: { error?: unknown; message?: unknown }): string | undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  if (typeof message !== 'string') return undefined;
  if (message === 'Opening handshake has timed out') return 'handshake_timeout';
  return /^(Invalid (Upgrade|Sec-WebSocket-)|Server sent (an invalid|no) subprotocol|Unexpected server response)/.test(
    message,
  )
    ? 'bad_handshake'
    : undefined;
}
