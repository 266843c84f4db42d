import type { ServerEvent } from '@rx-realtime/codecs';
import { distinctUntilChanged, scan, startWith } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { emptyConversation } from './emptyConversation.ts';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import { reduceConversation } from './reduceConversation.ts';
import type { ReduceConversationConfig } from './reduceConversation.ts';

/** Options of {@link conversation}. */
export interface ConversationConfig extends ReduceConversationConfig {
  /** What to go on from, such as a stored conversation. @defaultValue `emptyConversation` */
  readonly initial?: ConversationSnapshot;
}

/**
 * The conversation as it is now, after every event that changed it.
 *
 * The chat window.
 *
 * ```
 * source:         --s--a--d--x--t--|   a: item added  d: delta  x: any other  t: truncated
 * conversation(): 0----1--2-----3--|
 * ```
 *
 * - **Value**: the first snapshot at once, then one for each event that changed something. Snapshots are immutable and
 *   share what did not change. To let late subscribers see the current one, share it:
 *   `shareReplay({ bufferSize: 1, refCount: true })`.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts again from `initial`.
 * - **Memory**: at most `maxItems` items with their texts. What an event costs does not depend on how many there are.
 *
 * @param config where to start, how much to keep, and what the order of the items goes by
 *
 * @example
 * import { conversation } from '@rx-realtime/responses/conversation';
 * import { of } from 'rxjs';
 *
 * const item = { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] } as const;
 * of({ type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item } as const)
 *   .pipe(conversation())
 *   .subscribe(({ size }) => console.log(size));
 * // prints: 0
 * // prints: 1
 *
 * @see {@link reduceConversation} for the rules, {@link captions} for the words alone, {@link trimConversation} for limits on the server
 */
export function conversation(
  config: ConversationConfig = {},
): OperatorFunction<ServerEvent, ConversationSnapshot> {
  const { initial = emptyConversation } = config;
  return (source) =>
    source.pipe(
      scan((snapshot, event) => reduceConversation(snapshot, event, config), initial),
      startWith(initial),
      distinctUntilChanged((a, b) => a.revision === b.revision && a.warningCount === b.warningCount),
    );
}
