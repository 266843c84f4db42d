import { describe, expect, it } from '@jest/globals';
import { decodeServerEvent } from '../wire/decodeServerEvent.ts';

const call = { type: 'function_call', id: 'item_1', call_id: 'call_1', name: 'hang_up', status: 'completed' };

describe('a function call', () => {
  it.each<[string, object]>([
    ['absent', {}],
    ['null', { arguments: null }],
  ])('is read without arguments: %s', (_, given) => {
    const item = { ...call, ...given };
    const events = [
      { type: 'response.output_item.done', event_id: 'e', response_id: 'r', output_index: 0, item },
      {
        type: 'response.done',
        event_id: 'e',
        response: { id: 'r', object: 'realtime.response', output: [item] },
      },
    ];
    const read = events.map((event) => decodeServerEvent(event));
    expect(read).toMatchObject([
      { right: { type: 'response.output_item.done', item: { type: 'function_call', arguments: '' } } },
      { right: { type: 'response.done', response: { output: [{ type: 'function_call', arguments: '' }] } } },
    ]);
  });
});
