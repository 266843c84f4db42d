import type {
  IdentifiedClientEvent,
  ResponseCreateParams,
  Session,
  SessionSettings,
} from '@rx-realtime/codecs';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';

/** A call of the model, and how far it is. */
export interface LedgerCall {
  readonly callId: string;
  readonly name: string;
  /** The response that made it. */
  readonly responseId: string;
  /** Whether somebody has begun to run it, and nobody else may. */
  readonly isClaimed: boolean;
  /** Whether its output was accepted. */
  readonly isAnswered: boolean;
}

/** A turn that has begun and is not committed. */
export interface OwedTurn {
  /** The item that the turn will be, where the server has named it. */
  readonly itemId: string | undefined;
  /** Where the speech begins, ms of all sound of the session; undefined where nobody has said. */
  readonly startMs: number | undefined;
}

/** An answer that was asked for, by a turn or by `response.create`, and has not ended. */
export interface OwedAnswer {
  /** The response that began, if one did. */
  readonly responseId: string | undefined;
  /** What was asked for. */
  readonly params: ResponseCreateParams | undefined;
  /** The items that it has begun. */
  readonly itemIds: readonly string[];
  /** Those of its items whose sound has come to its end. */
  readonly voicedIds: readonly string[];
  /** Whether it has called a function: what follows is up to the output of the call. */
  readonly hasCalled: boolean;
  /** Whether its message is whole, and only the end of the response was not heard of. */
  readonly isWhole: boolean;
}

/** How much of a part the listener has heard, in milliseconds: the parts of the ledger of `playback`. */
export interface HeardPart {
  readonly itemId: string;
  readonly contentIndex: number;
  readonly playedMs: number;
}

/** What the service owes, or is owed. */
export interface Owed {
  readonly turn?: OwedTurn;
  readonly answer?: OwedAnswer;
}

/**
 * All that is known of a conversation, and of what was asked and not yet answered: enough to go on in a new session.
 *
 * Immutable; made by {@link reduceLedger}. The sound of what is owed stays in the socket.
 */
export interface Ledger {
  /** What was said. */
  readonly conversation: ConversationSnapshot;
  /** Control events that were accepted and are not confirmed, in order. */
  readonly delivery: readonly IdentifiedClientEvent[];
  /** What the client has changed of the session since it began: its confirmed updates, merged. */
  readonly settings: SessionSettings;
  /** The calls of the model, by `call_id`; those of the newest 1,000. */
  readonly calls: ReadonlyMap<string, LedgerCall>;
  readonly owed: Owed;
  /** How far the listener is, where somebody tells: by item and content index, the last 64 parts. */
  readonly played: ReadonlyMap<string, HeardPart>;
  /** The session as the server last told it. */
  readonly session: Session | undefined;
}
