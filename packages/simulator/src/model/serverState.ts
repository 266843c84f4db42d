import type { Item, Metadata } from '@rx-realtime/codecs';
import type { RealtimeSessionState } from '../state/sessionState.ts';
import type { SessionVoice } from '../state/sessionVoice.ts';

/** An item as it goes over the wire, and what the server knows of it beyond that. */
export interface ItemFact {
  readonly id: string;
  readonly wire: Item & { readonly id: string };
  /** Milliseconds of the assistant's sound that were sent. */
  readonly audioMs: number;
  /** Whether the assistant spoke it: only that can be truncated. */
  readonly isSpoken: boolean;
  readonly isTruncated: boolean;
}

/** An item that the assistant is at. */
export interface OpenItem {
  readonly fact: ItemFact;
  readonly outputIndex: number;
  /** What has been sent of the text or the arguments. */
  readonly sent: string;
}

/** A response under way. */
export interface ResponseFact {
  readonly id: string;
  readonly isOutOfBand: boolean;
  readonly modality: 'audio' | 'text';
  readonly voice: SessionVoice;
  readonly maxOutputTokens: number | 'inf';
  readonly metadata: Metadata | null;
  /** Items that are whole. */
  readonly output: readonly ItemFact['wire'][];
  /** Items that are not, oldest first. */
  readonly open: readonly OpenItem[];
}

/** All that a session knows. */
export interface SessionFact {
  readonly conversationId: string;
  readonly settings: RealtimeSessionState;
  /** In the order of the conversation. */
  readonly items: readonly ItemFact[];
  readonly responses: readonly ResponseFact[];
  /** The voice of the first sound; undefined before. */
  readonly spokenVoice: SessionVoice | undefined;
  /** Sound appended so far, in samples of 24,000 a second. */
  readonly position: number;
  /** Where in it the buffer begins. */
  readonly bufferStart: number;
  /** The item that the sound in the buffer will be, once it has been named. */
  readonly nextItemId: string | undefined;
  readonly isSpeaking: boolean;
}

/** A server as facts: what it knows between two events. */
export interface ServerState {
  /** Ids made so far. No two are the same in the life of a server, whatever closes. */
  readonly made: number;
  /** Undefined while nobody is connected. */
  readonly session: SessionFact | undefined;
}

/** A server that nobody has connected to yet. */
export const newServer: ServerState = { made: 0, session: undefined };
