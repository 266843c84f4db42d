import { withIds } from '@rx-realtime/codecs';
import type { BookkeepingParts } from './Bookkeeping.ts';

/** Nobody will send what waits, and nobody waits for what is not answered: tells what becomes of all of it. */
export const giveUp = ({ kept, ears, fate }: BookkeepingParts, message: string): void => {
  for (const event of kept.ledger.delivery) {
    kept.record({ type: 'refused', eventId: event.event_id });
    fate.givenUp(event, message);
  }
  for (const border of ears.owed.borders) fate.givenUp(withIds(border), message);
  fate.gap(ears.owed.abandon());
};
