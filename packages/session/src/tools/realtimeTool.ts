import type { FunctionTool, ResponseCreateParams } from '@rx-realtime/codecs';
import type * as t from 'io-ts';
import type { ToolCall } from './tools.ts';

/**
 * What follows an output. `speak`: the model answers. `silent`: it is told and says nothing, as for something that is
 * done in the background. Settings: it answers with these, over those of the session.
 */
export type FollowUp = 'speak' | 'silent' | ResponseCreateParams;

/** A function that the model may call, declared once: what the service is told, how arguments are read, what runs. */
export interface RealtimeTool {
  readonly name: string;
  /** For `session.tools`. */
  readonly definition: FunctionTool & { readonly name: string };
  /** Reads the arguments. */
  readonly decoder: t.Decoder<unknown, unknown>;
  /** Runs it with what the decoder has read. */
  readonly run: (args: never, call: ToolCall) => unknown;
  /** How long it may take, ms; undefined where that of all tools holds. */
  readonly timeoutMs: number | undefined;
  readonly followUp: FollowUp;
  /** Whether it does no harm when it runs twice: then it is not claimed. */
  readonly idempotent: boolean;
  /** What is said while it runs, if that takes longer. */
  readonly filler: string | undefined;
  /** After how long, ms. */
  readonly fillerAfterMs: number;
}
