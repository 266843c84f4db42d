import { describe, expect, it } from '@jest/globals';
import type { ServerItem } from '@rx-realtime/codecs';
import type { LedgerEntry } from './ledgerEntry.ts';
import { emptyLedger, reduceLedger } from './reduceLedger.ts';
import { unknownOutcomes } from './unknownOutcomes.ts';

const event_id = 'event_1';
const calling = (call_id: string): readonly LedgerEntry[] => {
  const item: ServerItem = {
    type: 'function_call',
    id: `item_${call_id}`,
    call_id,
    name: 'order',
    arguments: '{}',
    status: 'completed',
  };
  return [
    { type: 'received', event: { type: 'conversation.item.added', event_id, item } },
    {
      type: 'received',
      event: { type: 'response.output_item.done', event_id, response_id: 'resp_1', output_index: 0, item },
    },
  ];
};
const claimed = (callId: string): LedgerEntry => ({ type: 'claimed', callId });
const answered = (call_id: string): LedgerEntry => ({
  type: 'accepted',
  event: {
    type: 'conversation.item.create',
    event_id: 'event_2',
    item: { type: 'function_call_output', id: 'item_9', call_id, output: 'done' },
  },
});
const outcomesOf = (...entries: readonly LedgerEntry[]) =>
  unknownOutcomes(entries.reduce(reduceLedger, emptyLedger));

describe('unknownOutcomes', () => {
  it('answers what was claimed and not answered, and asks to go on once', () => {
    const outcomes = outcomesOf(
      ...['a', 'b', 'c', 'd'].flatMap(calling),
      ...['a', 'b', 'c'].map(claimed),
      answered('b'),
    );
    const output = { type: 'function_call_output', output: 'outcome unknown' };
    expect(outcomes).toMatchObject([
      { type: 'accepted', event: { type: 'conversation.item.create', item: { ...output, call_id: 'a' } } },
      { type: 'accepted', event: { type: 'conversation.item.create', item: { ...output, call_id: 'c' } } },
      { type: 'accepted', event: { type: 'response.create' } },
    ]);
  });

  it('has nothing to say where every call is answered, or its item is gone', () => {
    expect(outcomesOf()).toEqual([]);
    expect(outcomesOf(...calling('a'), claimed('a'), answered('a'))).toEqual([]);
    const deleted: LedgerEntry = {
      type: 'received',
      event: { type: 'conversation.item.deleted', event_id, item_id: 'item_a' },
    };
    expect(outcomesOf(...calling('a'), claimed('a'), deleted)).toEqual([]);
  });
});
