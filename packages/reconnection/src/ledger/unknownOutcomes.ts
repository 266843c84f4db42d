import { withIds } from '@rx-realtime/codecs';
import type { ClientEvent } from '@rx-realtime/codecs';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledgerEntry.ts';

/**
 * Answers the calls that were claimed by a process that is no more: nobody else will, and nobody may run them again. The
 * model hears that their outcome is unknown, and is asked to go on.
 */
export const unknownOutcomes = ({ calls, conversation }: Ledger): readonly LedgerEntry[] => {
  const events = conversation.items.flatMap((item): ClientEvent[] => {
    const call = item.type === 'function_call' && calls.get(item.call_id ?? '');
    return call && call.isClaimed && !call.isAnswered
      ? [
          {
            type: 'conversation.item.create',
            item: { type: 'function_call_output', call_id: call.callId, output: 'outcome unknown' },
          },
        ]
      : [];
  });
  if (events.length > 0) events.push({ type: 'response.create' });
  return events.map((event) => ({ type: 'accepted', event: withIds(event) }));
};
