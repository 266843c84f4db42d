import type { SimulatorEvent } from '@rx-realtime/simulator';

/** One line of the conversation, as it was for the user. */
export interface RehearsedCaption {
  /** When it began. */
  readonly atMs: number;
  readonly who: 'user' | 'assistant';
  /** What was said or written. */
  readonly text: string;
  /**
   * What was heard of it: by the service of what the user said, through the loudspeaker of what the assistant said. Of
   * written answers what arrived.
   */
  readonly heard: string;
  /** How far the line has come; what the user says is whole. */
  readonly status: 'in_progress' | 'completed' | 'incomplete';
}

/** A call of the model, and what the application answered. */
export interface ToolRun {
  readonly atMs: number;
  readonly callId: string;
  readonly name: string;
  readonly arguments: string;
  /** Every output that was sent for it. One is right. */
  readonly outputs: readonly string[];
}

/** A time in which something could not be heard. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** `line`: nobody was connected. `mouth`: the loudspeaker had nothing to play in the middle of an answer. */
  readonly of: 'line' | 'mouth';
}

/** An event that crossed a line. */
export type RehearsedEvent = Omit<SimulatorEvent, 'frame' | 'close'>;

/** What came of a rehearsal. */
export interface Rehearsal {
  readonly seed: number;
  readonly captions: readonly RehearsedCaption[];
  /** How often each fact was heard, by its name; those that were only said are 0. */
  readonly heard: Readonly<Record<string, number>>;
  /** Every event that crossed a line, in order. */
  readonly events: readonly RehearsedEvent[];
  readonly tools: readonly ToolRun[];
  readonly gaps: readonly Gap[];
  /** What the application has left behind: half a minute after its end. */
  readonly left: {
    /** Things that wait for their time. */
    readonly timers: number;
    /** Connections that are open. */
    readonly sockets: number;
  };
}
