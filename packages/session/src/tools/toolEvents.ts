import type { TypedEvent } from '@rx-realtime/codecs';
import type { FunctionCall } from '@rx-realtime/responses';

/** How a protocol tells the model what its tools have found. */
export interface ToolEvents<Out extends TypedEvent> {
  /** Gives the model the output of a call. */
  readonly output: (call: FunctionCall, output: string) => Out;
  /**
   * Asks for an answer, once all calls of a response have their outputs.
   *
   * @defaultValue nothing: the model goes on by itself
   */
  readonly reply?: (calls: readonly FunctionCall[]) => Out | undefined;
}
