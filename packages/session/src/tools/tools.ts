import type { FunctionCall } from '@rx-realtime/responses';

/** What a tool is told about the call it answers. */
export interface ToolCall {
  readonly name: string;
  readonly callId: string;
  readonly itemId: string;
  readonly responseId: string;
  /** Aborted when the result is no longer wanted: the time is up, or nobody is subscribed. */
  readonly signal: AbortSignal;
}

/** The names of the functions that a kind of call may be of; calls of other names are answered with an error. */
export type ToolName<Call> =
  Call extends FunctionCall<infer Name> ? (string extends Name ? never : Name) : never;

/** The arguments of the calls of this name. */
export type ToolArguments<Call, Name> =
  Call extends FunctionCall<infer Own, infer Arguments>
    ? string extends Own
      ? never
      : Own extends Name
        ? Arguments
        : never
    : never;

/**
 * One function for each name that a stream of calls may hold. What it returns is the output, or a promise, an
 * observable or an async iterable of it, whose last value counts: a string as it is, anything else as JSON.
 */
// Conditional, because the compiler gives the functions of an object literal the types of their parameters only when
// it can put in what `Call` is; it does that for a conditional type and not for a mapped one.
export type Tools<Call extends FunctionCall> = [Call] extends [FunctionCall]
  ? {
      readonly [Name in ToolName<Call>]: (args: ToolArguments<Call, Name>, call: ToolCall) => unknown;
    }
  : never;
