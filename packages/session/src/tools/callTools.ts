import type { ClientEvent, ResponseCreateParams } from '@rx-realtime/codecs';
import { functionCalls } from '@rx-realtime/responses';
import type { FunctionCall, ResponseStream } from '@rx-realtime/responses';
import { asyncScheduler, connect, defer, merge, of, Subject, takeUntil, tap } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { FloorHolder } from '../manners/whoSpeaks.ts';
import { atLeastOne } from './internal/atLeastOne.ts';
import { makeFillers } from './internal/fillers.ts';
import { followUpOf } from './internal/followUpOf.ts';
import { makeRoundCount } from './internal/roundCount.ts';
import { toolsByName } from './internal/toolsByName.ts';
import type { RealtimeTool } from './realtimeTool.ts';
import { runTools } from './runTools.ts';
import type { RunToolsConfig } from './runTools.ts';
import type { ToolFailure } from './toolFailure.ts';

/** Options of {@link callTools}; those of `runTools` mean the same. */
export interface CallToolsConfig extends Omit<
  RunToolsConfig,
  'timeoutMs' | 'response' | 'events' | 'holdOutput'
> {
  /** How long a tool may take that does not say so itself. @defaultValue 30,000 ms */
  readonly timeoutMs?: number;
  /**
   * How many responses in a row may call; after the last one the model has to answer. 1 or more.
   *
   * @defaultValue 8 responses
   */
  readonly maxRounds?: number;
  /**
   * Who has the floor, now and from now on: fillers are said, and results that were waited for are given, when nobody has it.
   *
   * @defaultValue nobody ever has it
   */
  readonly speaker$?: Observable<FloorHolder>;
}

/**
 * Runs the declared tools that responses call, and answers: `functionCalls` and `runTools`, from one declaration each.
 *
 * The hands, ready to use.
 *
 * ```
 * source:            --a--b-----e------|     a, b: responses() with two calls of one response, e: its end
 * callTools([a, b]): ------A-------(BR)|     A, B: function_call_output  R: response.create
 * ```
 *
 * - **Value**: what `runTools` emits. A tool's `followUp` decides whether the model answers: it does when one of the
 *   response's tools wants it to, with the settings of all that give some, the later over the earlier. What follows has
 *   the `metadata` of the response that called. After `maxRounds` responses in a row that called, what follows may not
 *   call (`tool_choice: 'none'`), and `failureObserver` gets `too_many_rounds`. A tool that is `idempotent` is not claimed. While
 *   one runs for long its `filler` is said; its output then waits until nobody speaks, 30,000 ms at most.
 * - **Completion**: when the source has completed and the last tool has answered.
 * - **Error**: passed on, and cancels the running tools; the operator has none of its own.
 * - **Unsubscription**: cancels the running tools.
 * - **Re-subscription**: starts with nothing running and no call remembered.
 * - **Memory**: that of `runTools`, and the `metadata` of the last 64 responses.
 *
 * @param tools the declarations, made by `tool`
 * @param config limits, and who hears of failures
 * @throws ToolError `invalid_name` when two tools have one name; RangeError when a limit is less than 1
 *
 * @example
 * import { responses } from '@rx-realtime/responses';
 * import { callTools, tool } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 *
 * const parameters = t.type({ a: t.number, b: t.number });
 * const add = tool({ name: 'add', description: 'Adds.', parameters, run: ({ a, b }) => a + b });
 * const call = { type: 'function_call', id: 'item_1', call_id: 'call_1', name: 'add', arguments: '{"a":1,"b":2}' } as const;
 * of({ type: 'response.done', event_id: 'event_1', response: { id: 'resp_1', status: 'completed', output: [call] } } as const)
 *   .pipe(responses(), callTools([add]))
 *   .subscribe((event) => console.log(event.type, 'item' in event ? event.item : ''));
 * // prints: conversation.item.create { type: 'function_call_output', call_id: 'call_1', output: '3' }
 * // prints: response.create
 *
 * @see {@link tool}, {@link runTools} for functions without a declaration
 */
export function callTools(
  tools: readonly RealtimeTool[],
  config: CallToolsConfig = {},
): OperatorFunction<ResponseStream, ClientEvent> {
  const {
    timeoutMs = 30_000,
    maxRounds = 8,
    claim = () => [true],
    failureObserver,
    speaker$ = of('nobody'),
    ...rest
  } = config;
  const { scheduler = asyncScheduler } = config;
  atLeastOne('callTools.maxRounds', maxRounds);
  atLeastOne('callTools.maxRunning', config.maxRunning ?? 1);
  const byName = toolsByName(tools);
  const codecs = Object.fromEntries(tools.map(({ name, decoder }) => [name, decoder]));
  return (source) =>
    defer(() => {
      const rounds = makeRoundCount(maxRounds);
      const fillers = makeFillers(speaker$, scheduler);
      const functions = Object.fromEntries(tools.map((one) => [one.name, fillers.running(one)]));
      const failures = new Subject<ToolFailure>();
      // Through a subject, so that an observer that throws harms nobody else.
      if (failureObserver) failures.subscribe(failureObserver);

      const response = (calls: readonly FunctionCall[]): ResponseCreateParams | false => {
        const last = calls.at(-1);
        const settings = followUpOf(calls.map(({ name }) => byName.get(name)?.followUp ?? 'speak'));
        if (settings === false || last === undefined) return false;
        const { name, callId, responseId } = last;
        const metadata = rounds.metadataOf(responseId);
        const attached = metadata ? { metadata, ...settings } : settings;
        if (!rounds.isOver(responseId)) return attached;
        failures.next({ _tag: 'ToolFailure', code: 'too_many_rounds', name, callId, cause: undefined });
        return { ...attached, tool_choice: 'none' };
      };
      const over$ = new Subject<void>();
      return source.pipe(
        tap(rounds.next),
        functionCalls(codecs),
        tap(rounds.called),
        runTools(functions, {
          ...rest,
          failureObserver: failures,
          holdOutput: fillers.ended,
          timeoutMs: ({ name }) => byName.get(name)?.timeoutMs ?? timeoutMs,
          claim: (call) => (byName.get(call.name)?.idempotent ? [true] : claim(call)),
          response,
        }),
        tap({ complete: () => over$.next() }),
        connect((run$) => merge(fillers.said$.pipe(takeUntil(over$)), run$)),
      );
    });
}
