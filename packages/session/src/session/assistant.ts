import type { PlaybackCut } from '@rx-realtime/audio';
import type { ResponseCreateParams, ServerEvent, UserMessageItem } from '@rx-realtime/codecs';
import type { CloseOutcome, RealtimeStatus } from '@rx-realtime/connection';
import type { CollectedResponse } from '@rx-realtime/responses';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { UsageReport } from '@rx-realtime/responses/usage';
import type { Observable, Subscription } from 'rxjs';
import type { HeardCaption } from '../captions/heardCaption.ts';
import type { Agent, HandedOver } from '../manners/agent.ts';
import type { SayConfig } from '../manners/sayConfig.ts';
import type { SayOutcome } from '../manners/sayOutcome.ts';
import type { McpSnapshot } from '../mcp/mcpSnapshot.ts';
import type { Turn } from '../turns/turn.ts';
import type { AssistantSettings } from './assistantConfig.ts';
import type { SessionError } from './sessionError.ts';

/** What the user says other than by voice: a text, or a message of `userText`, `userImage` or `userMessage`. */
export type UserInput = string | UserMessageItem;

/** What an interruption has ended. */
export interface Interruption {
  /** The responses that were cancelled, `resp_…`. */
  readonly cancelled: readonly string[];
  /** Where what was audible was cut. */
  readonly cuts: readonly PlaybackCut[];
}

/** How something is asked. */
export interface AskConfig extends ResponseCreateParams {
  /**
   * Asks beside the conversation, which the model knows: to classify or to sum up. At once, also while another response
   * runs; in writing, unless `output_modalities` says otherwise; never heard, and never in the conversation.
   *
   * @defaultValue `false`
   */
  readonly aside?: boolean;
}

/** How a session ends. */
export interface CloseConfig {
  /** `now`, or when all that was said has been heard and no tool runs. @defaultValue `now` */
  readonly after?: 'now' | 'heard';
  /** How long it may go on until all is heard. @defaultValue 30,000 ms */
  readonly withinMs?: number;
}

/**
 * A session: streams that show its state, and verbs.
 *
 * Streams of state replay their newest value, complete when the session ends, and never fail; `errors$` tells what went
 * wrong. Verbs act when they are called, whether or not anybody subscribes. What they return replays the outcome; it
 * fails with a {@link SessionError}, which `errors$` tells too. While the line of a durable socket is down they wait. Where
 * the server has said nothing, because the restored session began with it, the outcome is undefined.
 */
export interface Assistant {
  /** Each turn of the user, whenever something about it has changed. */
  readonly turns$: Observable<Turn>;
  /** What both sides say, in order, and what was heard of it. */
  readonly captions$: Observable<readonly HeardCaption[]>;
  readonly conversation$: Observable<ConversationSnapshot>;
  /** The state of the connection. */
  readonly status$: Observable<RealtimeStatus>;
  /** What each response and transcription used, and all together. */
  readonly usage$: Observable<UsageReport>;
  /** What MCP servers offer, what the service calls there, and what waits for a yes or no. */
  readonly mcp$: Observable<McpSnapshot>;
  /** What went wrong, as it happens. */
  readonly errors$: Observable<SessionError>;
  /**
   * Opens the connection, once; unsubscribing ends the session. A second call gives the same subscription: for another
   * conversation make another session.
   */
  connect(): Subscription;
  /** Adds to the conversation what the user says, and asks for no answer. The outcome is the server's `added`. */
  add(...said: readonly [UserInput, ...UserInput[]]): Observable<ServerEvent | undefined>;
  /**
   * Adds what the user says, and asks for an answer. The outcome is the answer, after the tools it needs, however it ended;
   * it waits while another response runs.
   *
   * @param said one message, or the parts of one
   * @param response what differs from the session in this answer; `aside` asks beside the conversation
   */
  ask(said: UserInput | readonly UserInput[], response?: AskConfig): Observable<CollectedResponse>;
  /**
   * Has the assistant say exactly these words, once, and call nothing. A model can only be asked to: the outcome tells
   * whether it did, when it has said them. It waits while another response runs.
   */
  say(text: string, config?: SayConfig): Observable<SayOutcome>;
  /**
   * Hands the conversation over to another agent: instructions, tools, and the voice where it may still change. Calls of
   * responses that have begun before go to the tools of before. The outcome comes when the session has confirmed it, after
   * a lost line in the session that is restored.
   */
  handOver(agent: Agent): Observable<HandedOver>;
  /**
   * Says yes or no to a call that the service wants to make to an MCP server. The outcome is the server's `added`.
   *
   * @param requestId the `id` of the request, which `mcp$` has among its `approvals`
   * @param isApproved no where it is false
   * @param reason for the model to read
   */
  approve(requestId: string, isApproved?: boolean, reason?: string): Observable<ServerEvent | undefined>;
  /** Silences the assistant: cancels what runs, clears the player, cuts the conversation where it was heard. */
  interrupt(): Observable<Interruption>;
  /** Sends silence instead of sound, or no more. The outcome is what now holds. */
  mute(isMuted?: boolean): Observable<boolean>;
  /** Lets the service find the turns, as it was told at first. The outcome is the server's `session.updated`. */
  turnMode(mode: 'vad'): Observable<ServerEvent | undefined>;
  /** Lets a button begin and end the turns: true while it is down. Pressing it interrupts. */
  turnMode(mode: 'pushToTalk', pressed$: Observable<boolean>): Observable<ServerEvent | undefined>;
  /** Changes settings of the session. The outcome is the server's `session.updated`. */
  update(settings: AssistantSettings): Observable<ServerEvent | undefined>;
  /** Ends the session. The outcome is how the connection closed, or nothing where it had closed before. */
  close(config?: CloseConfig): Observable<CloseOutcome>;
}
