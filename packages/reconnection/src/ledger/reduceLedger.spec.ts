import { describe, expect, it } from '@jest/globals';
import type {
  ClientEvent,
  ResponseCreateParams,
  ServerEvent,
  ServerItem,
  Session,
} from '@rx-realtime/codecs';
import { withIds } from '@rx-realtime/codecs';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledgerEntry.ts';
import { emptyLedger, reduceLedger } from './reduceLedger.ts';

const event_id = 'event_1';
const received = (event: ServerEvent): LedgerEntry => ({ type: 'received', event });
const accepted = (id: string, event: ClientEvent): LedgerEntry => ({
  type: 'accepted',
  event: withIds({ ...event, event_id: id }),
});
const ledgerOf = (...entries: readonly LedgerEntry[]): Ledger => entries.reduce(reduceLedger, emptyLedger);

const session = (turn_detection?: null | { type: 'server_vad'; create_response?: boolean }): LedgerEntry => {
  const input = turn_detection === undefined ? {} : { turn_detection };
  const value: Session = { type: 'realtime', id: 'sess_1', object: 'realtime.session', audio: { input } };
  return received({ type: 'session.created', event_id, session: value });
};
const began = received({
  type: 'input_audio_buffer.speech_started',
  event_id,
  item_id: 'item_1',
  audio_start_ms: 300,
});
const committed = received({
  type: 'input_audio_buffer.committed',
  event_id,
  previous_item_id: null,
  item_id: 'item_1',
});
const created = (id: string, conversation_id?: null): ServerEvent => ({
  type: 'response.created',
  event_id,
  response: { id, output: [], ...(conversation_id === null ? { conversation_id } : {}) },
});
const done = (id: string) =>
  received({ type: 'response.done', event_id, response: { id, status: 'completed', output: [] } });
const item = (type: 'added' | 'done', value: ServerItem, response_id = 'resp_1') =>
  received({ type: `response.output_item.${type}`, event_id, response_id, output_index: 0, item: value });
const call = (call_id: string): ServerItem => ({
  type: 'function_call',
  id: `item_${call_id}`,
  call_id,
  name: 'order',
  arguments: '{}',
  status: 'completed',
});
const message = (status: 'in_progress' | 'completed'): ServerItem => ({
  type: 'message',
  id: 'item_2',
  role: 'assistant',
  status,
  content: [],
});
const output = (call_id: string): ClientEvent => ({
  type: 'conversation.item.create',
  item: { type: 'function_call_output', id: 'item_9', call_id, output: 'done' },
});

describe('reduceLedger', () => {
  it('keeps what was accepted until it is settled', () => {
    const both = [accepted('a', { type: 'response.create' }), accepted('b', { type: 'response.cancel' })];
    expect(ledgerOf(...both).delivery.map((event) => event.event_id)).toEqual(['a', 'b']);
    expect(ledgerOf(...both, { type: 'confirmed', eventId: 'a' }).delivery).toHaveLength(1);
    expect(ledgerOf(...both, { type: 'refused', eventId: 'b' }).delivery).toHaveLength(1);
  });

  it('is the same ledger after what it does not know', () => {
    const ledger = ledgerOf(session());
    for (const entry of [
      { type: 'confirmed', eventId: 'x' },
      { type: 'refused', eventId: 'x' },
      { type: 'claimed', callId: 'x' },
      { type: 'heard', itemId: 'x', contentIndex: 0, playedMs: 0 },
      received({ type: 'rate_limits.updated', event_id, rate_limits: [] }),
    ] satisfies LedgerEntry[])
      expect(reduceLedger(ledger, entry)).toBe(ledger);
  });

  it('merges settings that were confirmed, and no others', () => {
    const update = (id: string, instructions: string) =>
      accepted(id, { type: 'session.update', session: { type: 'realtime', instructions } });
    const ledger = ledgerOf(
      update('a', 'One.'),
      update('b', 'Two.'),
      { type: 'confirmed', eventId: 'a' },
      { type: 'refused', eventId: 'b' },
    );
    expect(ledger.settings).toEqual({ type: 'realtime', instructions: 'One.' });
  });

  it('goes on from a snapshot', () => {
    const ledger = ledgerOf(session(), began);
    expect(ledgerOf(accepted('a', { type: 'response.create' }), { type: 'snapshot', ledger })).toBe(ledger);
  });

  it('owes an answer to a turn that the server answers', () => {
    expect(ledgerOf(session(), began).owed.turn).toEqual({ itemId: 'item_1', startMs: 300 });
    expect(ledgerOf(session(), began, committed).owed).toMatchObject({
      turn: undefined,
      answer: { responseId: undefined, hasCalled: false },
    });
  });

  it.each([
    ['without a detector', session(null)],
    ['with one that does not', session({ type: 'server_vad', create_response: false })],
  ])('owes no answer to a turn %s', (_, first) => {
    expect(ledgerOf(first, began, committed).owed).toEqual({});
  });

  it('owes nothing to a turn that was cleared', () => {
    const cleared = received({ type: 'input_audio_buffer.cleared', event_id });
    expect(ledgerOf(session(), began, cleared).owed).toEqual({});
  });

  it('owes an answer from its beginning to its end, with what was asked for', () => {
    const params: ResponseCreateParams = { instructions: 'Whisper.' };
    const asked = [
      accepted('a', { type: 'response.create', response: params }),
      { type: 'confirmed', eventId: 'a', reply: created('resp_1') } as const,
    ];
    const ledger = ledgerOf(...asked, received(created('resp_1')));
    expect(ledger.owed.answer).toMatchObject({ responseId: 'resp_1', params });
    expect(reduceLedger(ledger, done('resp_1')).owed).toEqual({});
    expect(reduceLedger(ledger, done('resp_2')).owed).toBe(ledger.owed);
    expect(reduceLedger(ledger, { type: 'waived' }).owed).toEqual({});
  });

  it('owes nobody what is out of band', () => {
    const asked = accepted('a', { type: 'response.create', response: { conversation: 'none' } });
    const reply = created('resp_1', null);
    expect(ledgerOf(asked, { type: 'confirmed', eventId: 'a', reply }, received(reply)).owed).toEqual({});
  });

  it('knows what an answer has begun, and when its message is whole', () => {
    const ledger = ledgerOf(received(created('resp_1')), item('added', message('in_progress')));
    expect(ledger.owed.answer).toMatchObject({ itemIds: ['item_2'], isWhole: false });
    const whole = reduceLedger(ledger, item('done', message('completed')));
    expect(whole.owed.answer).toMatchObject({ itemIds: ['item_2'], isWhole: true });
    const text = { event_id, response_id: 'resp_1', item_id: 'item_2', output_index: 0, content_index: 0 };
    const said = received({ type: 'response.output_text.done', ...text, text: 'Hi' });
    expect(reduceLedger(ledger, said).owed.answer).toMatchObject({ isWhole: true });
  });

  it('knows a call from its whole item on, and how far it is', () => {
    const ledger = ledgerOf(received(created('resp_1')), item('added', call('call_1')));
    expect(ledger.calls.size).toBe(0);
    const whole = reduceLedger(ledger, item('done', call('call_1')));
    expect(whole.owed.answer).toMatchObject({ hasCalled: true });
    const known = { callId: 'call_1', name: 'order', responseId: 'resp_1' };
    expect(whole.calls.get('call_1')).toEqual({ ...known, isClaimed: false, isAnswered: false });
    const claimed = reduceLedger(whole, { type: 'claimed', callId: 'call_1' });
    expect(claimed.calls.get('call_1')).toEqual({ ...known, isClaimed: true, isAnswered: false });
    const answered = reduceLedger(claimed, accepted('a', output('call_1')));
    expect(answered.calls.get('call_1')).toEqual({ ...known, isClaimed: true, isAnswered: true });
  });

  it('remembers the newest 1,000 calls', () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => `call_${index}`);
    const { calls } = ledgerOf(...ids.map((id) => item('done', call(id))));
    expect([calls.size, calls.has('call_0'), calls.has('call_1000')]).toEqual([1_000, false, true]);
  });

  it('remembers how far the listener is, in the newest 64 parts', () => {
    const played = (index: number, playedMs: number): LedgerEntry => ({
      type: 'played',
      itemId: `item_${index}`,
      contentIndex: 0,
      playedMs,
    });
    const ledger = ledgerOf(...Array.from({ length: 65 }, (_, index) => played(index, 100)), played(64, 200));
    expect(ledger.played.size).toBe(64);
    expect([...ledger.played.values()].at(0)).toEqual({ itemId: 'item_1', contentIndex: 0, playedMs: 100 });
    expect([...ledger.played.values()].at(-1)).toEqual({ itemId: 'item_64', contentIndex: 0, playedMs: 200 });
    expect(reduceLedger(ledger, played(64, 200))).toBe(ledger);
  });

  it('cuts words to what was heard of them', () => {
    const part = { event_id, response_id: 'resp_1', item_id: 'item_2', output_index: 0, content_index: 0 };
    const ledger = ledgerOf(
      received({
        type: 'conversation.item.added',
        event_id,
        previous_item_id: null,
        item: message('in_progress'),
      }),
      received({ type: 'response.output_audio_transcript.delta', ...part, delta: 'Good day to you.' }),
      received({ type: 'response.output_audio.delta', ...part, delta: 'A'.repeat(64_000) }),
    );
    const heard = (playedMs: number) =>
      reduceLedger(ledger, { type: 'heard', itemId: 'item_2', contentIndex: 0, playedMs });
    expect(heard(1_000)).toBe(ledger);
    expect(JSON.stringify(heard(500).conversation.items)).toContain('"transcript":"Good day"');
  });
});
