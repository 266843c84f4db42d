/** Something that kept a tool from answering as it should. The model is told, except of calls out of band. */
export interface ToolFailure {
  readonly _tag: 'ToolFailure';
  /**
   * `invalid_arguments`: the arguments do not decode, or there is no such function; nothing was run.
   * `tool_failed`: the tool threw, or its stream failed. `timeout`: it took longer than `timeoutMs`.
   * `invalid_output`: JSON cannot carry what it returned. `out_of_band`: not run, the conversation does not know the call.
   * `session_replaced`: it has run, but the session that asked for it is gone, so nobody is answered.
   */
  readonly code:
    'invalid_arguments' | 'tool_failed' | 'timeout' | 'invalid_output' | 'out_of_band' | 'session_replaced';
  readonly name: string;
  readonly callId: string;
  /** What was thrown, or why the arguments could not be read. */
  readonly cause: unknown;
}
