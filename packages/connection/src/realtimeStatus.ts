import type { ConnectionPhase } from './connectionPhase.ts';
import type { RealtimeError, ServerErrorInfo } from './realtimeError.ts';

/** How and why one socket ended; emitted exactly once per socket. */
export interface CloseOutcome {
  /** Which socket of the subject: 1 for the first. */
  readonly generation: number;
  /** How far the connection had come when it ended. */
  readonly phase: ConnectionPhase;
  /** The WebSocket close code; 1006 when there was no close frame. */
  readonly code: number;
  readonly reason: string;
  /** Whether the close was agreed: ours, or a 1000 of the server. */
  readonly wasClean: boolean;
  /** Whether this side closed. */
  readonly local: boolean;
  readonly httpStatus?: number | undefined;
  readonly serverError?: ServerErrorInfo | undefined;
  readonly retriable: boolean;
  /** Absent after an agreed close. */
  readonly error?: RealtimeError | undefined;
}

/**
 * The state of a Realtime connection. `restoring` and `rotating` are those of sockets that keep a conversation: a new
 * session is being given what was said, and two sessions live side by side.
 */
export type RealtimeStatus =
  | { readonly state: 'idle' }
  | { readonly state: ConnectionPhase | 'restoring' | 'rotating'; readonly generation: number }
  | { readonly state: 'closed'; readonly generation: number; readonly outcome: CloseOutcome };
