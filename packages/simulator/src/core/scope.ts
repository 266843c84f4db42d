import type { Observable } from 'rxjs';
import type { McpServer } from '../script/mcpServer.ts';
import type { Responder } from '../script/responder.ts';
import type { Transcribe } from '../script/transcribe.ts';
import type { VoiceDetectorFactory } from '../ears/voiceDetector.ts';
import type { AdmissionRules } from '../admission/admission.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Time } from './time.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/shape.ts';

/** How long the simulated service takes; milliseconds of its scheduler. */
export interface Timing {
  /** From `response.created` to the first item of the response. */
  readonly firstItemMs: number;
  /** Sound is generated this many times faster than it plays. */
  readonly audioSpeed: number;
  /** Between two deltas of text or of function arguments. */
  readonly textDeltaMs: number;
  /** From the commit of a turn to the first delta of its transcription. */
  readonly transcriptionMs: number;
  /** How long an MCP server takes to list its tools. */
  readonly mcpListMs: number;
  /** From `response.done` to `rate_limits.updated`. */
  readonly rateLimitsMs: number;
  /** How long a session lives; the service ends it after 60 minutes. */
  readonly sessionMs: number;
  /** A recording is replayed this many times faster than it was made. */
  readonly replaySpeed: number;
}

/** What all sessions of one simulator share. */
export interface Settings extends Time {
  readonly responder: Responder;
  readonly transcribe: Transcribe;
  readonly translate: (text: string, language: string) => string;
  readonly mcp: ReadonlyMap<string, McpServer>;
  /** Speech of a text at 24 kHz. */
  readonly speak: (text: string) => Int16Array | Promise<Int16Array>;
  readonly detectorOf: VoiceDetectorFactory;
  readonly timing: Timing;
  readonly admission: AdmissionRules;
}

/** What the parts of one session share. */
export interface Scope {
  readonly settings: Settings;
  readonly random: Random;
  readonly ids: Ids;
  /** Sends a server event; its `event_id` is made here. */
  readonly emit: (type: string, body: JsonObject) => void;
  /** Sends an `error` event about the client event with this id. */
  readonly refuse: (why: Refusal, clientEventId?: string | null) => void;
  /** Ends the session with a close frame. */
  readonly close: (code: number, reason: string) => void;
  /** Tells whoever runs the simulator something the client does not hear. */
  readonly notice: (text: string) => void;
  /** Runs `work` until it completes or the session ends. */
  readonly during: (work: Observable<unknown>) => void;
  /** Calls `work` after `delayMs`, unless the session ends before. Returns how to call it off. */
  readonly after: (delayMs: number, work: () => void) => () => void;
}
