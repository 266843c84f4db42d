import type { Subject } from 'rxjs';
import type { ConversationItems } from './conversationItems.ts';
import type { Scope } from '../scope/scope.ts';
import type { RealtimeSessionState } from './sessionState.ts';
import type { SessionVoice } from './sessionVoice.ts';
import type { Tokens } from './tokens.ts';

/** What a client says about an MCP call that needs its approval. */
interface Approval {
  readonly requestId: string;
  readonly approve: boolean;
}

/** What changes during a conversation session; its parts read and write it. */
export interface Conversation {
  readonly scope: Scope;
  readonly id: string;
  readonly items: ConversationItems;
  /** The client's answers to requests for approval of MCP calls. */
  readonly approvals$: Subject<Approval>;
  session: RealtimeSessionState;
  /** The voice of the assistant's first sound, which cannot change any more; undefined before. */
  spokenVoice: SessionVoice | undefined;
  /** Responses begun so far. */
  responses: number;
  /** Input of the last response of the conversation: what the next one finds in the cache. */
  lastInput: Tokens;
  /** Tokens left in the rate limit. */
  tokensLeft: number;
}

export const tokenLimit = 1_000_000;
