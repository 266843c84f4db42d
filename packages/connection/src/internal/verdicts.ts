import type { Verdict } from './closeOutcome.ts';

/** The failures that this side finds by itself. */
export const verdicts = {
  heartbeat: {
    code: 'heartbeat_timeout',
    reason: 'heartbeat',
    message: 'the server stopped answering pings',
    retriable: true,
  },
  handshake: {
    code: 'handshake_timeout',
    reason: 'open',
    message: 'the server did not answer the upgrade in time',
    retriable: true,
  },
  ready: {
    code: 'ready_timeout',
    reason: 'open',
    message: 'the connection opened, but session.created did not come in time',
    retriable: true,
  },
  credential: {
    code: 'credential_failed',
    reason: 'auth',
    message: 'the credential function failed',
    retriable: false,
  },
  constructor: {
    code: 'constructor_failed',
    reason: 'open',
    message: 'the WebSocket constructor refused its arguments',
    retriable: false,
  },
  sessionNotEncodable: {
    code: 'session_not_encodable',
    reason: 'policy',
    message: 'the configured session is not a valid session.update',
    retriable: false,
  },
  sessionUnanswered: {
    code: 'session_update_timeout',
    reason: 'open',
    message: 'the initial session.update was neither confirmed nor refused in time',
    retriable: true,
  },
  unreadable: {
    code: 'unreadable_frames',
    reason: 'protocol',
    message: 'the server sent only frames that are no events',
    retriable: false,
  },
  paused: {
    code: 'paused_too_long',
    reason: 'policy',
    message: 'the socket was paused for longer than maxPauseMs',
    retriable: true,
  },
} as const satisfies Record<string, Verdict>;
