import type { ErrorDetails } from './error.ts';

/** How a connection ended, as far as every package needs to know; `@rx-realtime/connection` tells more. */
export interface ConnectionOutcome {
  /** Which connection: 1 for the first. */
  readonly generation: number;
  /** The WebSocket close code; 1006 when there was no close frame. */
  readonly code: number;
  readonly reason: string;
  /** Whether the close was agreed: ours, or a 1000 of the server. */
  readonly wasClean: boolean;
  /** Whether a new connection can help. */
  readonly retriable: boolean;
  /** The server's last word, when it was an error. */
  readonly serverError?: Pick<ErrorDetails, 'type' | 'code' | 'message'> | undefined;
}

/**
 * The connection has ended other than by this side's will, and the session with it.
 *
 * Made by the socket, never sent by a server: what was running in the session ends here, at the cut, and not when the
 * next session begins.
 */
export interface ConnectionLost {
  readonly type: 'connection.lost';
  /** The connection that ended. */
  readonly generation: number;
  /** How it ended. */
  readonly outcome: ConnectionOutcome;
}
