import { mergeMap, takeLast } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { unlessFailed } from './internal/unlessFailed.ts';
import type { ResponseStream } from './responseStream.ts';

/**
 * The transcript of each spoken response, whole, when the response is done.
 *
 * One string for each spoken answer.
 *
 * ```
 * events:              --c--d--d--e----c--d--e--|
 * responses():         --r-------------r--------|
 * collectTranscript(): -----------t----------t--|
 * ```
 *
 * - **Value**: the transcript of a response. A cancelled or incomplete one gives what was generated, which may be more
 *   than was heard. One without speech gives nothing; see {@link collectText} for written answers.
 * - **Completion**: when the source has completed and its last response is done.
 * - **Error**: that of the source, and a `ResponseStreamError` for a response that failed, was interrupted by the end of
 *   its session, or outgrew a limit. To go on after one, use {@link collectResponse}, which has the outcome as a value.
 * - **Unsubscription**: leaves the source and the responses that are open.
 * - **Re-subscription**: that of the source.
 * - **Memory**: what {@link responses} holds of the open responses.
 *
 * @example
 * import { collectTranscript, responses } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_audio', transcript: 'Good morning.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(responses(), collectTranscript())
 *   .subscribe((text) => console.log(text)); // prints: Good morning.
 *
 * @see {@link responses} for transcripts while they are spoken
 */
export function collectTranscript(): OperatorFunction<ResponseStream, string> {
  return (source) =>
    source.pipe(mergeMap((response) => unlessFailed(response, response.transcript$.pipe(takeLast(1)))));
}
