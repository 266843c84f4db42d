import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { sessionBond } from './sessionBond.ts';

const message = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'a' }] } as const;
const output = { type: 'function_call_output', call_id: 'call_1', output: '' } as const;
const approval = {
  type: 'mcp_approval_response',
  id: 'item_9',
  approval_request_id: 'mcpr_1',
  approve: true,
} as const;

describe('sessionBond', () => {
  it.each<[ClientEvent, boolean, readonly string[]]>([
    [{ type: 'response.cancel' }, true, []],
    [{ type: 'response.cancel', response_id: 'resp_1' }, true, ['resp_1']],
    [
      { type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 1 },
      true,
      ['item_1'],
    ],
    [{ type: 'conversation.item.delete', item_id: 'item_1' }, true, ['item_1']],
    [{ type: 'conversation.item.retrieve', item_id: 'item_1' }, true, ['item_1']],
    [{ type: 'input_audio_buffer.commit' }, true, []],
    [{ type: 'input_audio_buffer.clear' }, true, []],
    [{ type: 'output_audio_buffer.clear' }, true, []],
    [{ type: 'conversation.item.create', item: output }, true, ['call_1']],
    [{ type: 'conversation.item.create', item: approval }, true, ['mcpr_1']],
    [{ type: 'conversation.item.create', item: message }, false, []],
    [{ type: 'conversation.item.create', item: message, previous_item_id: 'root' }, false, []],
    [{ type: 'conversation.item.create', item: message, previous_item_id: 'item_1' }, false, ['item_1']],
    [{ type: 'response.create' }, false, []],
    [
      { type: 'response.create', response: { input: [{ type: 'item_reference', id: 'item_1' }, message] } },
      false,
      ['item_1'],
    ],
    [{ type: 'session.update', session: { type: 'realtime' } }, false, []],
    [{ type: 'input_audio_buffer.append', audio: '' }, false, []],
  ])('of %j', (event, isBound, ids) => {
    expect(sessionBond(event)).toEqual({ isBound, ids });
  });

  it('throws at nothing that a caller without types can hand in', () => {
    const hostile = [
      { type: 'response.create', response: null },
      { type: 'response.create', response: { input: [null, 1, { type: 'item_reference' }] } },
      { type: 'conversation.item.create', item: { type: 1 } },
      { type: 'response.cancel', response_id: 1 },
    ];
    for (const event of hostile) expect(sessionBond(event).ids).toEqual([]);
  });
});
