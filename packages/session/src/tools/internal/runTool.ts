import type { FunctionCall } from '@rx-realtime/responses';
import {
  catchError,
  defaultIfEmpty,
  defer,
  EMPTY,
  finalize,
  isObservable,
  map,
  mergeMap,
  observable,
  of,
  take,
  takeLast,
  throwError,
  timeout,
} from 'rxjs';
import type { Observable, ObservableInput, SchedulerLike } from 'rxjs';
import type { ToolFailure } from '../toolFailure.ts';
import type { ToolCall } from '../tools.ts';

/** A tool of which only the name is known here; its arguments come out of the codec that was given with the name. */
export type AnyTool = (args: never, call: ToolCall) => unknown;

export interface RunToolContext {
  readonly tools: Readonly<Record<string, AnyTool>>;
  readonly timeoutMs: (call: FunctionCall) => number;
  readonly maxOutputLength: number;
  readonly claim: (call: FunctionCall) => ObservableInput<boolean>;
  readonly scheduler: SchedulerLike;
  readonly errorOutput: (failure: ToolFailure) => unknown;
  readonly report: (failure: ToolFailure) => void;
}

/** What went wrong inside, until it becomes a `ToolFailure`. */
class Failed extends Error {
  readonly code: ToolFailure['code'];

  constructor(code: ToolFailure['code'], cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

const textOf = (output: unknown): string => {
  if (typeof output === 'string') return output;
  try {
    return JSON.stringify(output) ?? 'null';
  } catch (cause) {
    throw new Failed('invalid_output', cause);
  }
};

/** Whether a tool has returned something that its output will come out of; arrays and texts are outputs themselves. */
const isToCome = (result: unknown): result is ObservableInput<unknown> =>
  isObservable(result) ||
  (typeof result === 'object' &&
    result !== null &&
    (Symbol.asyncIterator in result ||
      observable in result ||
      ('then' in result && typeof result.then === 'function')));

const outputOf = (call: FunctionCall, { tools, claim, ...context }: RunToolContext): Observable<unknown> => {
  const timeoutMs = context.timeoutMs(call);
  const tool = Object.hasOwn(tools, call.name) ? tools[call.name] : undefined;
  if (call.arguments._tag === 'Left') throw new Failed('invalid_arguments', call.arguments.left);
  if (!tool) throw new Failed('invalid_arguments', new TypeError(`no tool for ${call.name}`));
  const args = call.arguments.right;
  const { name, callId, itemId, responseId } = call;
  const abort = new AbortController();
  const run = (): ObservableInput<unknown> => {
    const result = tool(args as never, { name, callId, itemId, responseId, signal: abort.signal });
    return isToCome(result) ? result : of(result);
  };
  const output$ = defer(run).pipe(takeLast(1), defaultIfEmpty(null));
  return defer(() => claim(call)).pipe(
    take(1),
    mergeMap((isOurs) => {
      if (isOurs) return output$;
      context.report({ _tag: 'ToolFailure', code: 'already_claimed', name, callId, cause: undefined });
      return EMPTY;
    }),
    timeout({
      first: timeoutMs,
      scheduler: context.scheduler,
      with: () => throwError(() => new Failed('timeout', new Error(`no result within ${timeoutMs} ms`))),
    }),
    finalize(() => abort.abort()),
  );
};

/**
 * The output of a call as text: that of its tool, or the description of what went wrong. Never fails; of a call that
 * somebody else has claimed there is none.
 */
export const runTool = (call: FunctionCall, context: RunToolContext): Observable<string> =>
  defer(() => outputOf(call, context)).pipe(
    map(textOf),
    map((output) => {
      const { maxOutputLength } = context;
      if (output.length <= maxOutputLength) return output;
      throw new Failed(
        'output_too_long',
        new RangeError(`${output.length} of ${maxOutputLength} characters`),
      );
    }),
    catchError((error: unknown) => {
      const { code, cause } = error instanceof Failed ? error : new Failed('tool_failed', error);
      const failure: ToolFailure = { _tag: 'ToolFailure', code, name: call.name, callId: call.callId, cause };
      context.report(failure);
      return defer(() => of(textOf(context.errorOutput(failure)))).pipe(
        catchError(() => of('{"error":"the tool failed"}')),
      );
    }),
  );
