import type { ClientEvent } from '@rx-realtime/codecs';
import type { ResponseStream } from '@rx-realtime/responses';
import { connect, defer, endWith, ignoreElements, mergeMap, Subject, takeUntil } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { callTools } from './callTools.ts';
import type { CallToolsConfig } from './callTools.ts';
import type { RealtimeTool } from './realtimeTool.ts';

/**
 * `callTools`, with tools that change: each response calls those that held when it began.
 *
 * The hands of whoever has the conversation.
 *
 * ```
 * source               --a-----b-------------|   a, b: responses() that call
 * tools$               A-----B---------------    A, B: tools
 * callToolsOf(tools$)  --------oA--oB--------|   oA: an output of a tool of A
 * ```
 *
 * - **Value**: what `callTools` emits. A call of a response that began before goes to the tools of then, also when its
 *   output comes after the change.
 * - **Completion**: when the source has completed and the last tool has answered.
 * - **Error**: passed on, that of `tools$` too; a `ToolError` when two tools of a set have one name.
 * - **Unsubscription**: cancels the running tools.
 * - **Re-subscription**: starts with nothing running.
 * - **Memory**: that of `callTools`, for each set of tools that still runs.
 *
 * @param tools$ the tools that there are now, and from now on
 * @param config as in {@link callTools}; limits are those of each set
 *
 * @example
 * import { responses } from '@rx-realtime/responses';
 * import { callToolsOf, tool } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 *
 * const bill = tool({ name: 'bill', description: 'The bill.', parameters: t.type({}), run: () => '12 euros' });
 * const call = { type: 'function_call', id: 'item_1', call_id: 'call_1', name: 'bill', arguments: '{}' } as const;
 * of({ type: 'response.done', event_id: 'event_1', response: { id: 'resp_1', status: 'completed', output: [call] } } as const)
 *   .pipe(responses(), callToolsOf(of([bill])))
 *   .subscribe((event) => console.log(event.type));
 * // prints: conversation.item.create
 * // prints: response.create
 *
 * @see {@link callTools}, {@link Assistant.handOver}
 */
export function callToolsOf(
  tools$: Observable<readonly RealtimeTool[]>,
  { runningObserver, ...config }: CallToolsConfig = {},
): OperatorFunction<ResponseStream, ClientEvent> {
  return (source) =>
    defer(() => {
      const running: number[] = [];
      const counts$ = new Subject<number>();
      if (runningObserver) counts$.subscribe(runningObserver);
      const observerOf = (set: number) => ({
        next: (count: number) => {
          running[set] = count;
          counts$.next(running.reduce((sum, one) => sum + one, 0));
        },
      });
      return source.pipe(
        connect((responses$) =>
          tools$.pipe(
            takeUntil(responses$.pipe(ignoreElements(), endWith(undefined))),
            connect((sets$) =>
              sets$.pipe(
                mergeMap((tools, set) =>
                  responses$.pipe(
                    takeUntil(sets$),
                    callTools(tools, { ...config, runningObserver: observerOf(set) }),
                  ),
                ),
              ),
            ),
          ),
        ),
      );
    });
}
