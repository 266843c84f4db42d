import { RecentIds } from '@rx-realtime/codecs';
import type { ClientEvent, ResponseCreateParams, TypedEvent } from '@rx-realtime/codecs';
import type { FunctionCall, ResponseOutcome, SessionState } from '@rx-realtime/responses';
import {
  asyncScheduler,
  concat,
  defaultIfEmpty,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  mergeAll,
  mergeMap,
  of,
  Subject,
  take,
} from 'rxjs';
import type { NextObserver, Observable, ObservableInput, OperatorFunction, SchedulerLike } from 'rxjs';
import { atLeastOne } from './internal/atLeastOne.ts';
import { defaultErrorOutput } from './internal/defaultErrorOutput.ts';
import { runTool } from './internal/runTool.ts';
import type { AnyTool, RunToolContext } from './internal/runTool.ts';
import { realtimeToolEvents } from './internal/realtimeToolEvents.ts';
import type { ToolEvents } from './toolEvents.ts';
import type { ToolFailure } from './toolFailure.ts';
import type { Tools } from './tools.ts';

/** Options of {@link runTools}. */
export interface RunToolsConfig<Out extends TypedEvent = ClientEvent> {
  /** How long a tool may take, or how long the tool of a call may. @defaultValue 30,000 ms */
  readonly timeoutMs?: number | ((call: FunctionCall) => number);
  /** How many tools run at once; more calls wait for one to end. 1 or more. @defaultValue 16 tools */
  readonly maxRunning?: number;
  /**
   * The longest output, in characters; a longer one is answered with an error, because it would push the conversation out
   * of what the model can see.
   *
   * @defaultValue 100,000 characters
   */
  readonly maxOutputLength?: number;
  /**
   * Asked before a tool runs, so that no other process runs it too: false where somebody else has the call. What goes
   * wrong with it is answered like a failure of the tool, which then has not run.
   *
   * @defaultValue every call is ours
   */
  readonly claim?: (call: FunctionCall) => ObservableInput<boolean>;
  /** Hears how many calls are not answered yet, at every change. */
  readonly runningObserver?: NextObserver<number>;
  /** Times the tools. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
  /**
   * What the model reads instead of an output.
   *
   * @defaultValue `{ error: … }` with what was wrong with the arguments, or one sentence that keeps the details of what
   * was thrown from the model (it might say them aloud)
   */
  readonly errorOutput?: (failure: ToolFailure) => unknown;
  /** Hears of every failure. */
  readonly failureObserver?: NextObserver<ToolFailure>;
  /**
   * Settings of the response that is asked for after the outputs, over those of the session; `false` asks for none. A
   * function decides by the calls of the response.
   *
   * @defaultValue `{ tool_choice: 'auto' }`, which stands unless you set another `tool_choice`: where the session requires
   * a call, the model would call again instead of answering, for ever
   */
  readonly response?:
    ResponseCreateParams | false | ((calls: readonly FunctionCall[]) => ResponseCreateParams | false);
  /** What the model is told, in a protocol of another kind. @defaultValue OpenAI's events, with `response` */
  readonly events?: ToolEvents<Out>;
}

/** Calls that are remembered, to run each once: far more than a session of 60 minutes holds. */
const rememberedCalls = 10_000;

/**
 * Runs a function of yours for each call of the model, and answers it.
 *
 * The hands.
 *
 * ```
 * source:          --a--b-----e------|     two calls of one response, e: its end
 * a:                 ----1|
 * b:                    ---------2|
 * runTools({ … }): ------A-------(BR)|     A, B: function_call_output  R: response.create
 * ```
 *
 * Arguments that do not decode, tools that throw, fail, return what JSON cannot carry or too much, or take longer than
 * `timeoutMs` are answered with an error that the model can read, and reported to `failureObserver`; the stream goes on. After a
 * response that was cancelled or failed, outputs are sent and no `response.create`: the user is speaking, or the next
 * turn asks anyway. After `connection.lost` an output waits for what follows. A restored session gets it, and the
 * `response.create` too; a new one does not know the call: nothing is sent, and `failureObserver` gets
 * `session_replaced`.
 *
 * - **Value**: starts its tool at once. The output is sent when the tool has it; one `response.create` follows when
 *   **all** calls of the response are answered and the response is done: two tools, one reply. It lets the
 *   model choose (`tool_choice: 'auto'`), so that a session that requires a call is answered too. A `call_id` runs at most
 *   once in the life of the subscription, and with `claim` once in all processes. A call of an out-of-band response is not
 *   run. More than `maxRunning` wait their turn.
 * - **Completion**: when the source has completed and the last tool has answered.
 * - **Error**: passed on, and cancels the running tools; the operator has none of its own.
 * - **Unsubscription**: cancels the running tools: observables are unsubscribed, `signal` is aborted.
 * - **Re-subscription**: starts with nothing running and no call remembered.
 * - **Memory**: the running tools, and the ids of at most 10,000 calls.
 *
 * @param tools one function for each name of the calls; a missing one does not compile
 * @param config limits, wording of errors, and what to ask for afterwards
 * @throws RangeError when `maxRunning` is less than 1
 *
 * @example
 * import { functionCalls, responses } from '@rx-realtime/responses';
 * import { runTools } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 *
 * const call = { type: 'function_call', id: 'item_1', call_id: 'call_1', name: 'add', arguments: '{"a":1,"b":2}' } as const;
 * const response = { id: 'resp_1', status: 'completed', output: [call] } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(
 *     responses(),
 *     functionCalls({ add: t.type({ a: t.number, b: t.number }) }),
 *     runTools({ add: ({ a, b }) => of(a + b) }),
 *   )
 *   .subscribe((event) => console.log(JSON.stringify(event)));
 * // prints: {"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_1","output":"3"}}
 * // prints: {"type":"response.create","response":{"tool_choice":"auto"}}
 *
 * @see `functionCalls` of `@rx-realtime/responses`
 */
export function runTools<Call extends FunctionCall, Out extends TypedEvent = ClientEvent>(
  tools: Tools<Call>,
  config?: RunToolsConfig<Out>,
): OperatorFunction<Call, Out>;
export function runTools(
  tools: Readonly<Record<string, AnyTool>>,
  config: RunToolsConfig<TypedEvent> = {},
): OperatorFunction<FunctionCall, TypedEvent> {
  const { timeoutMs = 30_000, scheduler = asyncScheduler, errorOutput = defaultErrorOutput } = config;
  const { maxRunning = 16, maxOutputLength = 100_000, claim = () => of(true) } = config;
  atLeastOne('runTools.maxRunning', maxRunning);
  const events: ToolEvents<TypedEvent> = config.events ?? realtimeToolEvents(config.response);
  return (source) =>
    defer(() => {
      const seen = new RecentIds(rememberedCalls);
      const rounds = new Map<string, Round>();
      let running = 0;
      const counts = new Subject<number>();
      if (config.runningObserver) counts.subscribe(config.runningObserver);
      const count = (change: number) => counts.next((running += change));
      const failures = new Subject<ToolFailure>();
      // Through a subject, so that an observer that throws harms nobody else.
      if (config.failureObserver) failures.subscribe(config.failureObserver);
      const report = (failure: ToolFailure) => failures.next(failure);
      const context: RunToolContext = {
        tools,
        timeoutMs: typeof timeoutMs === 'number' ? () => timeoutMs : timeoutMs,
        maxOutputLength,
        claim,
        scheduler,
        errorOutput,
        report,
      };

      const isNew = ({ callId, conversationId, name }: FunctionCall): boolean => {
        if (!seen.add(callId)) return false;
        if (conversationId !== null) return true;
        report({ _tag: 'ToolFailure', code: 'out_of_band', name, callId, cause: undefined });
        return false;
      };

      /** Waits for the end of the response; the last of its calls to get here brings the reply. */
      const join = (call: FunctionCall, round: Round): Observable<TypedEvent> =>
        call.responseDone$.pipe(
          take(1),
          mergeMap((outcome) => {
            round.open -= 1;
            if (round.open > 0) return EMPTY;
            rounds.delete(call.responseId);
            if (round.answered.length === 0 || !isToBeAnswered(outcome)) return EMPTY;
            return known(call).pipe(
              mergeMap((state) => {
                const reply = state === 'live' ? events.reply?.(round.answered) : undefined;
                return reply ? of(reply) : EMPTY;
              }),
            );
          }),
        );

      /** Gives the output to the session that asked for it, and to no other. */
      const answer = (call: FunctionCall, round: Round, output: string): Observable<TypedEvent> =>
        known(call).pipe(
          mergeMap((state) => {
            if (state === 'live') {
              round.answered.push(call);
              return concat(of(events.output(call, output)), join(call, round));
            }
            const { name, callId } = call;
            rounds.delete(call.responseId);
            report({ _tag: 'ToolFailure', code: 'session_replaced', name, callId, cause: undefined });
            return EMPTY;
          }),
        );

      /** At once for every call, also for one that waits to run: an answer waits for it. */
      const enter = (call: FunctionCall): readonly [FunctionCall, Round] => {
        const round = rounds.get(call.responseId) ?? { open: 0, answered: [] };
        rounds.set(call.responseId, round);
        round.open += 1;
        count(1);
        return [call, round];
      };

      return source.pipe(
        filter(isNew),
        map(enter),
        mergeMap(
          ([call, round]) =>
            // What waits for the end of the response has run, and holds up no other.
            runTool(call, context).pipe(
              map((output) => answer(call, round, output)),
              defaultIfEmpty(join(call, round)),
              map((rest$) => rest$.pipe(finalize(() => count(-1)))),
            ),
          maxRunning,
        ),
        mergeAll(),
      );
    });
}

/** The calls of one response: how many of them are still to be answered, and which were, here. */
interface Round {
  open: number;
  readonly answered: FunctionCall[];
}

/** What became of the session of a call, as soon as that is known. */
const known = ({ session$ }: FunctionCall): Observable<SessionState> =>
  session$.pipe(
    filter((state) => state !== 'lost'),
    take(1),
  );

/**
 * Whether the model still has the word: after a cancellation the user has it. A response that was cut off is answered in
 * the session that is restored.
 */
const isToBeAnswered = (outcome: ResponseOutcome): boolean =>
  outcome.status === 'completed' ||
  outcome.status === 'incomplete' ||
  (outcome.status === 'interrupted' && outcome.reason === 'connection_lost');
