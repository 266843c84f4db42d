/** Something that kept a tool from answering as it should. The model is told where it waits for an output. */
export interface ToolFailure {
  readonly _tag: 'ToolFailure';
  /**
   * `invalid_arguments`: the arguments do not decode, or there is no such function; nothing was run.
   * `tool_failed`: the tool threw, or its stream failed. `timeout`: it took longer than `timeoutMs`.
   * `invalid_output`: JSON cannot carry what it returned. `output_too_long`: the output is longer than
   * `maxOutputLength`. `out_of_band`: not run, the conversation does not know the call. `already_claimed`: not run here,
   * somebody else has it. `session_replaced`: it has run, but the session that asked for it is gone, so nobody is answered.
   * `too_many_rounds`: it has run, and the model may not call again before it has answered.
   */
  readonly code:
    | 'invalid_arguments'
    | 'tool_failed'
    | 'timeout'
    | 'invalid_output'
    | 'output_too_long'
    | 'out_of_band'
    | 'already_claimed'
    | 'session_replaced'
    | 'too_many_rounds';
  readonly name: string;
  readonly callId: string;
  /** What was thrown, or why the arguments could not be read. */
  readonly cause: unknown;
}
