import { textOf } from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConversationItemDelete,
  ConversationItemTruncate,
  IdentifiedClientEvent,
  RestoredItem,
} from '@rx-realtime/codecs';
import type { Ears } from './Ears.ts';
import type { Fate } from './Fate.ts';
import type { KeptLedger } from './KeptLedger.ts';

type ItemChange = ConversationItemTruncate | ConversationItemDelete;

/** Whether an event changes what an item is, or that it is. */
export const isChange = <E extends ClientEvent>(event: E): event is E & ItemChange =>
  event.type === 'conversation.item.truncate' || event.type === 'conversation.item.delete';

/** Where the books are. */
export interface BookkeepingParts {
  readonly kept: KeptLedger;
  readonly ears: Ears;
  readonly fate: Fate;
}

/** What is changed in the conversation without asking a server: the next session is given it as it then is. */
export class Bookkeeping {
  readonly #parts: BookkeepingParts;

  constructor(parts: BookkeepingParts) {
    this.#parts = parts;
  }

  /** What waits and is about items that go to the new session anyway: they go as they are to be. */
  absorb(): void {
    for (const event of this.#parts.kept.ledger.delivery) if (isChange(event)) this.change(event);
  }

  /** An item is cut or deleted that no session has to be asked about. */
  change(event: ItemChange & IdentifiedClientEvent): void {
    if (event.type === 'conversation.item.truncate') this.cut(event);
    else this.#delete(event.item_id);
    this.confirm(event);
  }

  /** What nobody has heard of the answer that was cut off, and calls that nobody knows whole: the model makes both again. */
  forgetUnheard(): readonly RestoredItem[] {
    const { conversation, calls, owed } = this.#parts.kept.ledger;
    const begun = owed.answer?.itemIds ?? [];
    const unheard = conversation.items.flatMap((item): RestoredItem[] => {
      if (item.type === 'unknown' || !begun.includes(item.id)) return [];
      const isCall = item.type === 'function_call';
      const isKnown = isCall ? calls.has(item.call_id ?? '') : textOf(item).trim() !== '';
      const reason = isCall ? 'a call that was not complete' : 'nothing of it was heard';
      return isKnown ? [] : [{ itemId: item.id, reason }];
    });
    for (const { itemId } of unheard) this.#delete(itemId);
    return unheard;
  }

  /** Nobody will send what waits, and nobody waits for what is not answered: tells what becomes of all of it. */
  giveUp(message: string): void {
    const { kept, ears, fate } = this.#parts;
    for (const event of kept.ledger.delivery) {
      kept.record({ type: 'refused', eventId: event.event_id });
      fate.givenUp(event, message);
    }
    for (const border of ears.owed.borders) fate.givenUp(border, message);
    fate.gap(ears.owed.abandon());
  }

  #delete(itemId: string): void {
    const event = { type: 'conversation.item.deleted', event_id: '', item_id: itemId } as const;
    this.#parts.kept.record({ type: 'received', event });
    this.#parts.ears.kept.forget(itemId);
  }

  /** The listener has heard less than was received. */
  cut({
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: playedMs,
  }: ConversationItemTruncate): void {
    this.#parts.kept.record({ type: 'heard', itemId, contentIndex, playedMs });
  }

  /** An event needs no answer of a server: the conversation is as it asks. */
  confirm(event: IdentifiedClientEvent): void {
    this.#parts.kept.record({ type: 'confirmed', eventId: event.event_id });
    this.#parts.fate.acknowledged(event, undefined);
  }
}
