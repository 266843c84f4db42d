import type { RealtimeErrorInfo, RealtimeErrorReason } from '../../realtimeError.ts';

/** A failure that this side found or explains: what it will say in the error. */
export type Verdict = Pick<
  RealtimeErrorInfo,
  'code' | 'reason' | 'message' | 'retriable' | 'causeCode' | 'cause'
>;

/** A failure that a new attempt may not meet again. */
export const temporary = (code: string, reason: RealtimeErrorReason, message: string): Verdict => ({
  code,
  reason,
  message,
  retriable: true,
});

/** A failure that every new attempt would meet again. */
export const permanent = (code: string, reason: RealtimeErrorReason, message: string): Verdict => ({
  ...temporary(code, reason, message),
  retriable: false,
});

/** The failures that this side finds by itself. */
export const verdicts = {
  heartbeat: temporary('heartbeat_timeout', 'heartbeat', 'the server stopped answering pings'),
  handshake: temporary('handshake_timeout', 'open', 'the upgrade took too long'),
  credential: temporary('credential_failed', 'auth', 'the credential function failed'),
  credentialTimeout: temporary('credential_timeout', 'auth', 'the credential function took too long'),
  constructor: permanent('constructor_failed', 'open', 'the WebSocket constructor refused its arguments'),
  sessionUnanswered: temporary('session_update_timeout', 'open', 'no answer to session.update in time'),
  unreadable: permanent('unreadable_frames', 'protocol', 'the server sends frames that are not events'),
  paused: temporary('paused_too_long', 'policy', 'paused longer than maxPauseMs'),
} as const;

/** The server never said that the session is ready, whatever else it said. */
export const neverReady = (heard: readonly string[]): Verdict =>
  temporary(
    'ready_timeout',
    'open',
    `the server was not ready in time (no session.created); it said ${heard.join(', ') || 'nothing'}`,
  );

/** Whether there was no credential to be had, which says nothing about one that the server refused. */
export const isWithoutCredential = (code: string): boolean =>
  code === verdicts.credential.code || code === verdicts.credentialTimeout.code;

/** The server refuses the session's first `session.update`: what follows would not be the session that was asked for. */
export const sessionRefused = (message: string): Verdict =>
  permanent('session_refused', 'policy', `the server refused the session: ${message}`);
