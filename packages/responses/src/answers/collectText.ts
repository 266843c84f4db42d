import { mergeMap, takeLast } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { unlessFailed } from './internal/unlessFailed.ts';
import type { ResponseStream } from './responseStream.ts';

/**
 * The written text of each response, whole, when the response is done.
 *
 * One string for each written answer.
 *
 * ```
 * events:        --c--d--d--e----c--d--e--|
 * responses():   --r-------------r--------|
 * collectText(): -----------t----------t--|
 * ```
 *
 * - **Value**: the text of a response. A cancelled or incomplete one gives the text it has: interruptions are part of
 *   conversation. One without written text (speech, function calls) gives nothing; see {@link collectTranscript}.
 * - **Completion**: when the source has completed and its last response is done.
 * - **Error**: that of the source, and a `ResponseStreamError` for a response that failed, was interrupted by the end of
 *   its session, or outgrew a limit. To go on after one, use {@link collectResponse}, which has the outcome as a value.
 * - **Unsubscription**: leaves the source and the responses that are open.
 * - **Re-subscription**: that of the source.
 * - **Memory**: what {@link responses} holds of the open responses.
 *
 * @example
 * import { collectText, responses } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_text', text: 'Paris.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(responses(), collectText())
 *   .subscribe((text) => console.log(text)); // prints: Paris.
 *
 * @see {@link collectResponse} for text, speech, calls and outcome together
 */
export function collectText(): OperatorFunction<ResponseStream, string> {
  return (source) =>
    source.pipe(mergeMap((response) => unlessFailed(response, response.text$.pipe(takeLast(1)))));
}
