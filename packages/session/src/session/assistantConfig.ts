import type { Player } from '@rx-realtime/audio';
import type { RealtimeSessionConfig as Settings } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { CaptionsConfig, ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Observable, SchedulerLike } from 'rxjs';
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
  /** The conversation across connections, as `durableSocket` has it. */
  readonly conversation$?: Observable<ConversationSnapshot>;
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
  readonly calls?: Omit<CallToolsConfig, 'scheduler' | 'claim'>;
  /** How many captions to show. */
  readonly captions?: CaptionsConfig;
  /** Times all of it but the socket. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
