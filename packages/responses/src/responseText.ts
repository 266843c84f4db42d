import type { ServerEvent } from '@rx-realtime/codecs';
import { mergeMap, takeLast } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { unlessFailed } from './internal/unlessFailed.ts';
import { responses } from './responses.ts';
import type { ResponsesConfig } from './responses.ts';

/**
 * The written text of each response, whole, when the response is done.
 *
 * <span class="informal">One string for each written answer.</span>
 *
 * ```text
 * source:         --c--d--d--e----c--d--e--|
 * responseText(): -----------t----------t--|
 * ```
 *
 * - A response without written text (speech, function calls) emits nothing; see {@link responseTranscript} for speech.
 * - A cancelled or incomplete response emits the text it has: interruptions are part of conversation.
 * - A response that failed, was interrupted by the end of its session, or outgrew a limit errors with
 *   `ResponseStreamError`. To go on after one, use `responses()`, whose `done$` has the outcome as a value.
 * - Completion, errors, unsubscription, re-subscription and memory are those of {@link responses}.
 *
 * @param config the limits of {@link responses}
 *
 * @example
 * import { responseText } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_text', text: 'Paris.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(responseText())
 *   .subscribe((text) => console.log(text)); // prints: Paris.
 *
 * @see {@link collectResponse} for text, speech, calls and outcome together
 */
export function responseText(config?: ResponsesConfig): OperatorFunction<ServerEvent, string> {
  return (source) =>
    source.pipe(
      responses(config),
      mergeMap((response) => unlessFailed(response, response.text$.pipe(takeLast(1)))),
    );
}
