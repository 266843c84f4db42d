import type { ConnectionLost, ConnectionRestored } from '@rx-realtime/codecs';

/** What a socket tells when the first connection is cut without a close frame. */
export const connectionLost: ConnectionLost = {
  type: 'connection.lost',
  generation: 1,
  outcome: { generation: 1, code: 1006, reason: '', wasClean: false, retriable: true },
};

/** What a socket tells when the second connection holds all of the conversation. */
export const connectionRestored: ConnectionRestored = {
  type: 'connection.restored',
  generation: 2,
  session: { type: 'realtime', id: 'sess_2', object: 'realtime.session' },
  report: { exact: [], degraded: [], dropped: [], estimatedTokens: 0 },
};
