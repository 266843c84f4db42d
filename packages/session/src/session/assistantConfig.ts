import type { PlaybackPart, Player } from '@rx-realtime/audio';
import type {
  ClientEvent,
  McpApprovalRequestItem,
  RealtimeSessionConfig as Settings,
} from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { CaptionsConfig, ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Observable, ObservableInput, SchedulerLike } from 'rxjs';
import type { Greeting } from '../manners/greet.ts';
import type { Guards } from '../manners/guards.ts';
import type { PauseThenDecideConfig } from '../manners/pauseThenDecide.ts';
import type { SilenceStep } from '../manners/silenceStep.ts';
import type { Approval } from '../mcp/approveMcp.ts';
import type { CallToolsConfig } from '../tools/callTools.ts';
import type { RealtimeTool } from '../tools/realtimeTool.ts';

/** What a session is told before anything else: instructions, tools, and what else there is to set. */
export type AssistantSettings = Omit<Settings, 'type'>;

/** Sound of a microphone. */
export type Ears = Observable<Pcm16>;

/** A socket of `realtimeSocket` or `durableSocket`, or anything alike. */
export interface AssistantSocket extends RealtimeSocket {
  /** Asked before a tool runs, as `durableSocket` has it. */
  readonly claim?: (callId: string) => Observable<boolean>;
  /** Hears how much of a part the listener has heard, as `durableSocket` does. */
  readonly heard?: (part: PlaybackPart) => void;
  /** The conversation across connections, as `durableSocket` has it. */
  readonly conversation$?: Observable<ConversationSnapshot>;
  /** What was asked for and not yet answered, as `durableSocket` has it. */
  readonly ledger$?: Observable<{
    readonly conversation: ConversationSnapshot;
    readonly delivery: readonly ClientEvent[];
    readonly calls: ReadonlyMap<string, { readonly isClaimed: boolean; readonly isAnswered: boolean }>;
  }>;
}

/** The parts of a session; each may be left out but the socket. */
export interface AssistantConfig {
  /** Opens the line, with what to tell the service; called once, by `connect`. Give it the `scheduler` too. */
  readonly socket: (session: AssistantSettings) => AssistantSocket;
  /** What the model should be and do. */
  readonly instructions?: string;
  /** What else to set: the voice, who ends a turn, text or audio. */
  readonly session?: AssistantSettings;
  /** The microphone, at any rate. @defaultValue nothing: the user writes */
  readonly ears?: Ears;
  /** The loudspeaker. @defaultValue nothing: sound is not played */
  readonly mouth?: Player;
  /** What the model may call. @defaultValue nothing */
  readonly tools?: readonly RealtimeTool[];
  /** Limits of the tools. */
  readonly calls?: Omit<CallToolsConfig, 'scheduler' | 'claim' | 'speaker$'>;
  /**
   * What it says first, once the session is ready: exactly these words, or `{ instructions: 'Greet the caller.' }`. A
   * conversation that goes on is not greeted again.
   *
   * @defaultValue nothing: the user begins
   */
  readonly greeting?: Greeting;
  /**
   * Pauses when the user is heard, and then decides: a noise lets it go on, speech that lasts cuts it. The service then
   * neither interrupts nor answers by itself: `interrupt_response` and `create_response` are off.
   *
   * @defaultValue the first sound of the user cuts
   */
  readonly bargeIn?: Omit<PauseThenDecideConfig, 'ledger$' | 'scheduler'>;
  /** Who decides what may be said and heard. @defaultValue everything may */
  readonly guards?: Guards;
  /** Says yes or no to each call of an MCP server that needs it, within 30,000 ms. @defaultValue the verb `approve` does */
  readonly approve?: (request: McpApprovalRequestItem) => ObservableInput<Approval>;
  /** What it does when nobody speaks and nothing is due, one step after the other. @defaultValue nothing */
  readonly silence?: readonly SilenceStep[];
  /** How many captions to show. */
  readonly captions?: CaptionsConfig;
  /** Times all of it but the socket. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
