import type { ServerEvent } from '@rx-realtime/codecs';
import { filter } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { responseIdOf } from './internal/ids.ts';

/**
 * Emits only the events of one response, from `response.created` to `response.done`.
 *
 * Events that name no response (`rate_limits.updated`, `conversation.item.added`) are not part of one.
 *
 * ```
 * source:                 --C1--C2--d1--d2--D1--x--D2--|
 * ofResponse('1'):        --C1------d1------D1---------|
 * ```
 *
 * - **Value**: passed on if it carries `response_id` or `response.id` equal to `responseId`.
 * - **Completion**: passed on; the operator does not complete by itself on `response.done`.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @param responseId the id of a response (`resp_…`)
 *
 * @example
 * import { decodeEvents, ofResponse } from '@rx-realtime/events';
 * import { of } from 'rxjs';
 *
 * const delta = { type: 'response.output_text.delta', event_id: 'event_1', response_id: 'resp_1', item_id: 'item_1' };
 * of({ ...delta, output_index: 0, content_index: 0, delta: 'Hi' })
 *   .pipe(decodeEvents(), ofResponse('resp_1'))
 *   .subscribe(({ type }) => console.log(type)); // prints: response.output_text.delta
 *
 * @see {@link ofItem}
 */
export function ofResponse(responseId: string): MonoTypeOperatorFunction<ServerEvent> {
  return filter((event) => responseIdOf(event) === responseId);
}
