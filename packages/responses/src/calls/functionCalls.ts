import type { FunctionCallItem } from '@rx-realtime/codecs';
import { defer, filter, map, mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { ArgumentsCodecs, FunctionCall, FunctionCallOf } from './functionCall.ts';
import { decodeArguments } from './internal/decodeArguments.ts';
import { refuseSchema } from './internal/refuseSchema.ts';
import { RecentIds } from '@rx-realtime/codecs';
import type { ResponseStream } from '../answers/responseStream.ts';

/** Calls of a session that are remembered, to emit each once. A session has at most 60 minutes. */
const rememberedCalls = 4096;

/**
 * The function calls of the model, each once, with their arguments decoded by your codecs.
 *
 * What the model wants done, typed.
 *
 * ```
 * events:          --c--d--d--i--d--d--i--e--|   d: arguments delta  i: output_item.done  e: response.done
 * responses():     --r-----------------------|
 * functionCalls(): -----------f--------f-----|
 * ```
 *
 * - **Value**: a call, as soon as the server has finished its item with status `completed`, before the response is done.
 *   `response.function_call_arguments.done` alone does not do: it also follows a cancellation, with half the arguments.
 *   Arguments that do not decode, and calls of functions without a codec, are emitted too, with a `Left`: the model is
 *   waiting for an answer. A `call_id` is emitted once in the life of the subscription, however often the server repeats
 *   it; a call that has none is emitted with `''`, once for each item.
 * - **Completion**: when the source has completed and its last response has ended.
 * - **Error**: that of the source, and a `ResponseStreamError` when a response outgrows a limit.
 * - **Unsubscription**: leaves the source and the responses that are open.
 * - **Re-subscription**: that of the source; no call is remembered.
 * - **Memory**: what {@link responses} holds of the open responses, and up to 8,192 call ids.
 *
 * @param codecs the functions by name; each codec decodes the parsed JSON of the arguments
 * @throws TypeError when something else stands in the place of a codec, such as a schema of zod
 *
 * @example
 * import { functionCalls, responses } from '@rx-realtime/responses';
 * import { either as E } from 'fp-ts';
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 *
 * const item = { type: 'function_call', id: 'item_1', status: 'completed', call_id: 'call_1' } as const;
 * const call = { ...item, name: 'get_weather', arguments: '{"city":"Oslo"}' };
 * const done = { type: 'response.output_item.done', event_id: 'event_1' } as const;
 * of({ ...done, response_id: 'resp_1', output_index: 0, item: call })
 *   .pipe(responses(), functionCalls({ get_weather: t.type({ city: t.string }) }))
 *   .subscribe(({ name, arguments: decoded }) => {
 *     console.log(name, E.isRight(decoded) ? decoded.right.city : decoded.left.message); // prints: get_weather Oslo
 *   });
 *
 * @see `runTools` of `@rx-realtime/session`, which answers them
 */
export function functionCalls<const Codecs extends ArgumentsCodecs>(
  codecs: Codecs,
): OperatorFunction<ResponseStream, FunctionCallOf<Codecs>>;
export function functionCalls(codecs: ArgumentsCodecs): OperatorFunction<ResponseStream, FunctionCall> {
  for (const [name, codec] of Object.entries(codecs)) refuseSchema(name, codec);
  return (source) =>
    defer(() => {
      const emitted = new RecentIds(rememberedCalls);
      return source.pipe(
        mergeMap((response) => response.functionCalls$.pipe(map((item) => toCall(codecs, response, item)))),
        // Without a call_id there is nothing to tell a repetition by but the item.
        filter(({ callId, responseId, itemId }) => emitted.add(callId || `${responseId} ${itemId}`)),
      );
    });
}

const toCall = (codecs: ArgumentsCodecs, response: ResponseStream, item: FunctionCallItem): FunctionCall => ({
  name: item.name,
  callId: item.call_id ?? '',
  itemId: item.id ?? '',
  responseId: response.responseId,
  conversationId: response.conversationId,
  arguments: decodeArguments(codecs, item.name, item.arguments),
  responseDone$: response.done$,
  session$: response.session$,
});
