/** How long the simulated service takes, in milliseconds of the simulator's scheduler, or how fast it is. */
export interface SimulatorTiming {
  /** From `response.created` to the first item of the response. @defaultValue 150 ms */
  readonly firstItemMs?: number;
  /** Sound is generated this many times faster than it plays. @defaultValue 5 */
  readonly audioSpeed?: number;
  /** Between two deltas of text or of function arguments. @defaultValue 10 ms */
  readonly textDeltaMs?: number;
  /** From the commit of a turn to the first delta of its transcription. @defaultValue 200 ms */
  readonly transcriptionMs?: number;
  /** How long an MCP server takes to list its tools. @defaultValue 50 ms */
  readonly mcpListMs?: number;
  /** From `response.done` to `rate_limits.updated`. @defaultValue 40 ms, as seen on the wire */
  readonly rateLimitsMs?: number;
  /** How long a session lives. @defaultValue 3,600,000 ms: OpenAI ends a session after 60 minutes */
  readonly sessionMs?: number;
  /** A recording is replayed this many times faster than it was made; `Infinity`: as fast as possible. @defaultValue 1 */
  readonly replaySpeed?: number;
}

/** The same with every default filled in. */
export type Timing = Required<SimulatorTiming>;
