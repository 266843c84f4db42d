import type { Capabilities } from '../correlation/capabilities.ts';
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

/** How a conversation came from one session to the next. */
export interface Handover {
  /** The connection was lost, its session was about to end, or somebody asked for another. */
  readonly reason: 'lost' | 'expiry' | 'asked';
  /** Whether nothing was cut: no answer, no speech and no event was under way. */
  readonly isQuiet: boolean;
  /** From the end of the one session to the moment at which the other held the conversation, in milliseconds. */
  readonly gapMs: number;
  /** Sound that the session before may have heard too, so that this one hears turns from their beginning, in milliseconds. */
  readonly prefixMs: number;
  /** Which endpoint the new session is at, from 0. */
  readonly endpoint: number;
  /** What the server before could do, and this one cannot. */
  readonly missing: readonly (keyof Capabilities)[];
  /** Settings that were left out or changed, because this server cannot do them, such as `audio.output`. */
  readonly leftOut: readonly string[];
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
  /** How it came there; absent where there was no session before. */
  readonly handover?: Handover;
}
