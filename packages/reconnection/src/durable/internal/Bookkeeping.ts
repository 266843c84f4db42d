import { textOf } from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConversationItemDelete,
  ConversationItemTruncate,
  IdentifiedClientEvent,
  RestoredItem,
} from '@rx-realtime/codecs';
import type { Ears } from './sound/Ears.ts';
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

  /** An item is cut or deleted that no session has to be asked about: the conversation is as the event asks. */
  change(event: ItemChange & IdentifiedClientEvent): void {
    const { kept, fate } = this.#parts;
    if (event.type === 'conversation.item.delete') this.#delete(event.item_id);
    else {
      const { item_id: itemId, content_index: contentIndex, audio_end_ms: playedMs } = event;
      kept.record({ type: 'heard', itemId, contentIndex, playedMs });
    }
    kept.record({ type: 'confirmed', eventId: event.event_id });
    fate.acknowledged(event, undefined);
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
}
