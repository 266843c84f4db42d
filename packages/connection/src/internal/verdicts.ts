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
  session: {
    code: 'session_update_timeout',
    reason: 'open',
    message: 'the initial session.update was neither confirmed nor refused in time',
    retriable: true,
  },
} as const satisfies Record<string, Verdict>;
