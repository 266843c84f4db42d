import type { ConnectionLost } from '@rx-realtime/codecs';

/** The end of a session in the middle of something: another one goes on. */
export const replaced = (generation: number): ConnectionLost => ({
  type: 'connection.lost',
  generation,
  outcome: { generation, code: 1000, reason: 'rotated', wasClean: true, retriable: true },
});
