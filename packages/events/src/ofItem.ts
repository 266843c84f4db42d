import type { ServerEvent } from '@rx-realtime/codecs';
import { filter } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { itemIdOf } from './internal/ids.ts';

/**
 * Emits only the events of one conversation item: its life in the conversation, its deltas, its transcription.
 *
 * ```
 * source:               --a1--a2--t1--d2--|
 * ofItem('1'):          --a1------t1------|
 * ```
 *
 * - **Value**: passed on if it carries `item_id` or `item.id` equal to `itemId`.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @param itemId the id of an item (`item_…`, or one of your own)
 *
 * @example
 * import { decodeEvents, ofItem } from '@rx-realtime/events';
 * import { of } from 'rxjs';
 *
 * of({ type: 'conversation.item.deleted', event_id: 'event_1', item_id: 'item_1' })
 *   .pipe(decodeEvents(), ofItem('item_1'))
 *   .subscribe(({ type }) => console.log(type)); // prints: conversation.item.deleted
 *
 * @see {@link ofResponse}, {@link ofTurn}
 */
export function ofItem(itemId: string): MonoTypeOperatorFunction<ServerEvent> {
  return filter((event) => itemIdOf(event) === itemId);
}
