/** How long the simulated service takes, in milliseconds of the simulator's scheduler, or how fast it is. */
export interface SimulatorTiming {
  /** From `response.created` to the first item of the response. Default 150. */
  readonly firstItemMs?: number;
  /** Sound is generated this many times faster than it plays. Default 5. */
  readonly audioSpeed?: number;
  /** Between two deltas of text or of function arguments. Default 10. */
  readonly textDeltaMs?: number;
  /** From the commit of a turn to the first delta of its transcription. Default 200. */
  readonly transcriptionMs?: number;
  /** How long an MCP server takes to list its tools. Default 50. */
  readonly mcpListMs?: number;
  /** From `response.done` to `rate_limits.updated`. Default 40, as seen on the wire. */
  readonly rateLimitsMs?: number;
  /** How long a session lives. Default 3,600,000: OpenAI ends a session after 60 minutes. */
  readonly sessionMs?: number;
  /** A recording is replayed this many times faster than it was made. Default 1; `Infinity`: as fast as possible. */
  readonly replaySpeed?: number;
}

/** The same with every default filled in. */
export type Timing = Required<SimulatorTiming>;
