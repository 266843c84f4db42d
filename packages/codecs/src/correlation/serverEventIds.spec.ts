import { describe, expect, it } from '@jest/globals';
import { serverEventIds } from './serverEventIds.ts';

describe('serverEventIds', () => {
  it.each<[string, object, readonly string[]]>([
    ['nothing', {}, []],
    ['a delta', { item_id: 'item_1', response_id: 'resp_1' }, ['item_1', 'resp_1']],
    [
      'a call',
      { response_id: 'resp_1', item: { id: 'item_1', call_id: 'call_1' } },
      ['resp_1', 'item_1', 'call_1'],
    ],
    [
      'a response with its output',
      { response: { id: 'resp_1', output: [{ id: 'item_1' }, null, { id: 'item_2', call_id: 'call_2' }] } },
      ['resp_1', 'item_1', 'item_2', 'call_2'],
    ],
    ['what is null, or no id', { item_id: null, item: null, response: { id: 1, output: {} } }, []],
  ])('of %s', (_, fields, ids) => {
    expect(serverEventIds({ type: 'any', ...fields })).toEqual(ids);
  });
});
