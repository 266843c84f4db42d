import { causeCodeOf, listenClosely } from '#webSocket';
import type { ServerErrorInfo } from '../../realtimeError.ts';
import type { RealtimeWebSocket } from '../../realtimeWebSocket.ts';

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

/**
 * Listens to a WebSocket of any platform and reports plain facts. Nothing of a platform's error object is passed on: a
 * `ws` error event leads to the request, and the request to the key.
 */
export function listen(socket: RealtimeWebSocket, handlers: TransportHandlers): Listening {
  let facts: Omit<TransportClose, 'code' | 'reason'> = {};
  let closed = false;
  let messageBytes = 0;
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
  const rawBytes = listenClosely(socket, {
    pong: () => handlers.pong(),
    blame,
    refused: (refusal) => {
      facts = refusal;
      close(1006, '');
    },
  });
  return { receivedBytes: () => rawBytes() ?? messageBytes };
}
