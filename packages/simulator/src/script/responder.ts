import type { Item, ToolChoice } from '@rx-realtime/codecs';
import type { ObservableInput } from 'rxjs';
import type { Reply } from './reply.ts';

/** A function or MCP server the session offers to the model. */
export interface OfferedTool {
  readonly type: 'function' | 'mcp';
  readonly name?: string;
}

/** What a function returned. */
export interface FunctionOutput {
  readonly callId: string;
  /** Name of the called function, empty when the call is no longer in the conversation. */
  readonly name: string;
  readonly output: string;
}

/** What a responder knows when a response is due. */
export interface ResponderTurn {
  /** What the user said or wrote last; empty when the response was asked for without a user's message. */
  readonly transcript: string;
  /** Function outputs that came after the last message: the response should make use of them. */
  readonly functionOutputs: readonly FunctionOutput[];
  /** The items the response is based on, in order, as on the wire. */
  readonly items: readonly Item[];
  /** Instructions, tools and output of this response: the session's, overridden by those of `response.create`. */
  readonly instructions: string;
  readonly tools: readonly OfferedTool[];
  /** Whether the assistant may call a tool, must or must not, or which one. Nobody holds the responder to it. */
  readonly toolChoice: ToolChoice;
  readonly modality: 'audio' | 'text';
  /** The `metadata` of `response.create`, null without. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** True for a response outside the conversation (`conversation: 'none'`). */
  readonly outOfBand: boolean;
  /** How many responses the session had before this one. */
  readonly index: number;
}

/** Replies in any form: an array, a promise of one, or an observable of replies that takes its time. */
export type Replies = ObservableInput<Reply | readonly Reply[]>;

/**
 * Decides what the assistant does in a response. An observable is unsubscribed when the response is cancelled; an error
 * fails the response as `server_error`, and a notice tells why.
 */
export type Responder = (turn: ResponderTurn) => Replies;
