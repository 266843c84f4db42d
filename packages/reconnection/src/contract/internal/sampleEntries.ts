import type { ServerEvent, ServerItem, Session } from '@rx-realtime/codecs';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';

/** What no store may keep. */
export const sampleSecret = 'secret-of-a-tool';

const tool = {
  type: 'mcp',
  server_label: 'shop',
  server_url: 'https://shop.example',
  authorization: sampleSecret,
  headers: { 'x-key': sampleSecret },
} as const;

const session: Session = {
  type: 'realtime',
  id: 'sess_1',
  object: 'realtime.session',
  instructions: 'Be brief – “kurz”.',
  audio: { output: { format: { type: 'audio/pcmu' } } },
  tools: [tool],
};

const received = (event: ServerEvent): LedgerEntry => ({ type: 'received', event });

const added = (item: ServerItem, previous_item_id: string | null): LedgerEntry =>
  received({ type: 'conversation.item.added', event_id: 'event_1', previous_item_id, item });

const ids = { event_id: 'event_2', response_id: 'resp_1', output_index: 0 };
const part = { ...ids, item_id: 'item_2', content_index: 0 };

/** A conversation with every kind of entry: what was said, cut, called, settled, lost and restored. */
export const sampleEntries: readonly LedgerEntry[] = [
  received({ type: 'session.created', event_id: 'event_3', session }),
  {
    type: 'accepted',
    event: { type: 'session.update', event_id: 'event_4', session: { type: 'realtime', tools: [tool] } },
  },
  {
    type: 'confirmed',
    eventId: 'event_4',
    reply: { type: 'session.updated', event_id: 'event_5', session },
  },
  {
    type: 'accepted',
    event: {
      type: 'conversation.item.create',
      event_id: 'event_6',
      item: {
        type: 'message',
        id: 'item_1',
        role: 'user',
        content: [{ type: 'input_text', text: 'Hello 👋\n' }],
      },
    },
  },
  added(
    { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hello 👋\n' }] },
    null,
  ),
  { type: 'confirmed', eventId: 'event_6', reply: undefined },
  { type: 'accepted', event: { type: 'response.create', event_id: 'event_7', response: { tools: [tool] } } },
  received({ type: 'response.created', event_id: 'event_8', response: { id: 'resp_1', output: [] } }),
  added({ type: 'message', id: 'item_2', role: 'assistant', status: 'in_progress', content: [] }, 'item_1'),
  received({
    type: 'response.output_audio_transcript.delta',
    ...part,
    delta: 'Good day to you, and to all.',
  }),
  received({ type: 'response.output_audio.delta', ...part, delta: 'AAAA'.repeat(2_000) }),
  { type: 'played', itemId: 'item_2', contentIndex: 0, playedMs: 300 },
  { type: 'heard', itemId: 'item_2', contentIndex: 0, playedMs: 400 },
  received({
    type: 'response.output_item.done',
    ...ids,
    item: {
      type: 'function_call',
      id: 'item_3',
      call_id: 'call_1',
      name: 'order',
      arguments: '{}',
      status: 'completed',
    },
  }),
  added({ type: 'function_call', id: 'item_3', call_id: 'call_1', name: 'order', arguments: '{}' }, 'item_2'),
  { type: 'claimed', callId: 'call_1' },
  received({
    type: 'connection.lost',
    generation: 1,
    outcome: {
      generation: 1,
      code: 1006,
      reason: '',
      wasClean: false,
      retriable: true,
      serverError: { type: 'server_error', code: null, message: 'gone' },
    },
  }),
  received({
    type: 'connection.restored',
    generation: 2,
    session,
    report: {
      exact: ['item_1'],
      degraded: [{ itemId: 'item_2', reason: 'its words in place of its sound' }],
      dropped: [],
      estimatedTokens: 12,
    },
  }),
  received({
    type: 'input_audio_buffer.speech_started',
    event_id: 'event_9',
    item_id: 'item_4',
    audio_start_ms: 1_200,
  }),
  { type: 'accepted', event: { type: 'conversation.item.delete', event_id: 'event_10', item_id: 'item_9' } },
  { type: 'refused', eventId: 'event_10' },
  { type: 'waived' },
];
