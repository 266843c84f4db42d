import type { ServerErrorInfo } from '../realtimeError.ts';
import type { RealtimeWebSocket } from '../realtimeWebSocket.ts';

/** How a socket ended, as far as the platform tells. */
export interface TransportClose {
  readonly code: number;
  readonly reason: string;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly causeCode?: string | undefined;
  readonly serverError?: ServerErrorInfo | undefined;
}

/** What a transport tells its owner; `close` comes last and once. */
export interface TransportHandlers {
  open(): void;
  message(data: string | Uint8Array): void;
  pong(): void;
  close(close: TransportClose): void;
}

/** A transport that is listened to. */
export interface Listening {
  /** How many bytes have arrived so far: as the raw socket counts them, or else those of whole messages. */
  readonly receivedBytes: () => number;
}

/** The largest part of a refused upgrade's body that is read, in bytes. */
const maxBodyBytes = 4096;

/**
 * Listens to a WebSocket of any platform and reports plain facts. Nothing of a platform's error object is passed on: a
 * `ws` error event leads to the request, and the request to the key.
 */
export function listen(socket: RealtimeWebSocket, handlers: TransportHandlers): Listening {
  let facts: Omit<TransportClose, 'code' | 'reason'> = {};
  let closed = false;
  let messageBytes = 0;
  let rawSocket: RawSocket | undefined;
  const listening = { receivedBytes: () => rawSocket?.bytesRead ?? messageBytes };
  const close = (code: number, reason: string): void => {
    if (closed) return;
    closed = true;
    handlers.close({ code, reason, ...facts });
  };
  /** The first cause that is known counts; what follows is its consequence. */
  const blame = (causeCode: string | undefined): void => {
    facts = { ...facts, causeCode: facts.causeCode ?? causeCode };
  };
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.open();
  socket.onmessage = ({ data }: { data: string | ArrayBuffer }) => {
    const frame = typeof data === 'string' ? data : new Uint8Array(data);
    messageBytes += frame.length;
    handlers.message(frame);
  };
  socket.onerror = (event: { error?: unknown; message?: unknown }) => blame(causeCodeOf(event));
  socket.onclose = ({ code, reason }: { code: number; reason: string }) => close(code, String(reason ?? ''));
  if (!isEmitter(socket)) return listening;
  socket.on('pong', () => handlers.pong());
  socket.on('upgrade', ({ socket: raw }) => {
    rawSocket = raw;
    // `ws` swallows errors after the handshake (only 1006 remains): the raw socket still knows the cause.
    raw?.on('error', ({ code }) => blame(code));
  });
  socket.on('unexpected-response', (request, response) =>
    readBody(response, (body) => {
      facts = {
        httpStatus: response.statusCode,
        retryAfterMs: retryAfterMs(response.headers['retry-after']),
        serverError: serverErrorIn(body),
      };
      // Who listens to this event has to end the request; `ws` then says no more.
      request.destroy();
      close(1006, '');
    }),
  );
  return listening;
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

function causeCodeOf({ error, message }: { error?: unknown; message?: unknown }): string | undefined {
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
