import type { Session } from '../resources/session.ts';

/** An item that a new session holds in another form, or not at all. */
export interface RestoredItem {
  /** The item's id, for the life of the conversation. */
  readonly itemId: string;
  /** In a few words: what was lost of it, or why it was left out. */
  readonly reason: string;
}

/** What a new session holds of a conversation. */
export interface RestoreReport {
  /** Items that are as they were. */
  readonly exact: readonly string[];
  /** Items that are there in another form: text where there was sound. */
  readonly degraded: readonly RestoredItem[];
  /** Items that are not there. */
  readonly dropped: readonly RestoredItem[];
  /** How many input tokens the restored history is estimated to cost. */
  readonly estimatedTokens: number;
}

/**
 * A new session holds the conversation: ids stay valid, and work that waited goes on.
 *
 * Made by a socket that restores, never sent by a server. A `session.created` after the first one means an empty
 * session instead.
 */
export interface ConnectionRestored {
  readonly type: 'connection.restored';
  /** The connection that goes on. */
  readonly generation: number;
  /** The new session. */
  readonly session: Session;
  /** What it holds. */
  readonly report: RestoreReport;
}
