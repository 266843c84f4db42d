import { itemIdOf } from '@rx-realtime/codecs';
import type { ConversationItemDelete } from '@rx-realtime/codecs';
import { defer, filter, mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import { wholeCalls } from './internal/wholeCalls.ts';
import type { TrimPolicy } from './trimPolicy.ts';

/**
 * Asks the server to forget old items, so that the conversation, and what each response costs, stays bounded.
 *
 * Forgets the beginning.
 *
 * ```
 * source:                              --1--2--3--4--|   snapshots of so many items
 * trimConversation(keepLastItems(2)):  --------d--d--|   d: conversation.item.delete
 * ```
 *
 * - **Value**: a `conversation.item.delete`, once, for each item that the policy lets go. Whenever an item was added,
 *   the policy sees the items of the current session that are finished. A function call and its output go together or
 *   stay; a call without output stays. Deleting from the front makes the server's prompt cache start over: keep some
 *   slack, trim rarely.
 * - **Completion**: passed on.
 * - **Error**: passed on; what the policy throws is an error too.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew; what was asked to be deleted before is asked again if it is still there.
 * - **Memory**: the ids that were asked to be deleted and are still there.
 *
 * @param policy what may go: {@link keepLastItems}, {@link keepLastTurns}, or a function of your own
 *
 * @example
 * import { conversation, keepLastItems, trimConversation } from '@rx-realtime/responses/conversation';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'input_text', text: 'Hi' }];
 * const first = { type: 'message', id: 'item_1', role: 'user', content } as const;
 * const second = { ...first, id: 'item_2' };
 * const added = { type: 'conversation.item.added', event_id: 'event_1' } as const;
 * of({ ...added, previous_item_id: null, item: first }, { ...added, previous_item_id: 'item_1', item: second })
 *   .pipe(conversation(), trimConversation(keepLastItems(1)))
 *   .subscribe(({ type, item_id }) => console.log(type, item_id)); // prints: conversation.item.delete item_1
 *
 * @see {@link conversation}
 */
export function trimConversation(
  policy: TrimPolicy,
): OperatorFunction<ConversationSnapshot, ConversationItemDelete> {
  return (source) =>
    defer(() => {
      let asked = new Set<string>();
      let seen = { items: -1, generation: -1 };
      return source.pipe(
        // A deletion leaves a policy nothing new to choose, and a delta nothing at all.
        filter(({ size, droppedItems, generation }) => {
          const items = size + droppedItems;
          const isLonger = items > seen.items || generation !== seen.generation;
          seen = { items, generation };
          return isLonger;
        }),
        mergeMap((snapshot) => {
          const { entries, generation } = snapshot;
          const held = entries.filter((entry) => entry.generation === generation);
          const going = wholeCalls(policy(held), held).flatMap(({ item }) => itemIdOf(item) ?? []);
          const fresh = going.filter((id) => !asked.has(id));
          asked = new Set([...asked, ...fresh].filter((id) => snapshot.find(id) !== undefined));
          return fresh.map((item_id): ConversationItemDelete => ({
            type: 'conversation.item.delete',
            item_id,
          }));
        }),
      );
    });
}
