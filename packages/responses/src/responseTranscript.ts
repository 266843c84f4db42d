import type { ServerEvent } from '@rx-realtime/codecs';
import { mergeMap, takeLast } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { unlessFailed } from './internal/unlessFailed.ts';
import { responses } from './responses.ts';
import type { ResponsesConfig } from './responses.ts';

/**
 * The transcript of each spoken response, whole, when the response is done.
 *
 * <span class="informal">One string for each spoken answer.</span>
 *
 * ```text
 * source:               --c--d--d--e----c--d--e--|
 * responseTranscript(): -----------t----------t--|
 * ```
 *
 * - A response without speech emits nothing; see {@link responseText} for written answers.
 * - A cancelled or incomplete response emits what was generated, which may be more than was heard.
 * - A response that failed, was interrupted by the end of its session, or outgrew a limit errors with
 *   `ResponseStreamError`. To go on after one, use `responses()`, whose `done$` has the outcome as a value.
 * - Completion, errors, unsubscription, re-subscription and memory are those of {@link responses}.
 *
 * @param config the limits of {@link responses}
 *
 * @example
 * import { responseTranscript } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_audio', transcript: 'Good morning.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(responseTranscript())
 *   .subscribe((text) => console.log(text)); // prints: Good morning.
 *
 * @see {@link responses} for transcripts while they are spoken
 */
export function responseTranscript(config?: ResponsesConfig): OperatorFunction<ServerEvent, string> {
  return (source) =>
    source.pipe(
      responses(config),
      mergeMap((response) => unlessFailed(response, response.transcript$.pipe(takeLast(1)))),
    );
}
