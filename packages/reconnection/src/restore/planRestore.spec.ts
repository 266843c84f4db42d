import { describe, expect, it } from '@jest/globals';
import { textOf } from '@rx-realtime/codecs';
import type { ServerItem } from '@rx-realtime/codecs';
import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import fc from 'fast-check';
import { planRestore } from './planRestore.ts';

const holding = (items: readonly ServerItem[]): ConversationSnapshot =>
  items.reduce(
    (conversation, item, index) =>
      reduceConversation(conversation, {
        type: 'conversation.item.added',
        event_id: `event_${index}`,
        previous_item_id: index === 0 ? null : `item_${index - 1}`,
        item,
      }),
    emptyConversation,
  );

const user = (id: string, text: string): ServerItem => ({
  type: 'message',
  role: 'user',
  id,
  status: 'completed',
  content: [{ type: 'input_text', text }],
});

const call = (id: string, call_id: string): ServerItem => ({
  type: 'function_call',
  id,
  call_id,
  name: 'order',
  arguments: '{}',
  status: 'completed',
});

const output = (id: string, call_id: string): ServerItem => ({
  type: 'function_call_output',
  id,
  call_id,
  output: 'done',
});

const idsOf = (creates: ReturnType<typeof planRestore>['creates']) => creates.map(({ item }) => item.id);

describe('planRestore', () => {
  it('gives items back in their order, under their own ids', () => {
    const plan = planRestore(holding([user('item_0', 'One'), user('item_1', 'Two')]));
    expect(idsOf(plan.creates)).toEqual(['item_0', 'item_1']);
    expect(plan.report).toMatchObject({ exact: ['item_0', 'item_1'], degraded: [], dropped: [] });
  });

  it('gives what was spoken as its words', () => {
    const spoken: ServerItem = {
      type: 'message',
      role: 'assistant',
      id: 'item_0',
      status: 'completed',
      content: [{ type: 'output_audio', transcript: 'Good day.' }],
    };
    const { creates, report } = planRestore(holding([spoken]));
    expect(creates[0]?.item).toMatchObject({ content: [{ type: 'output_text', text: 'Good day.' }] });
    expect(report.degraded).toEqual([{ itemId: 'item_0', reason: 'its words in place of its sound' }]);
  });

  it('leaves out the oldest over a limit, and names them', () => {
    const items = ['item_0', 'item_1', 'item_2'].map((id) => user(id, 'x'.repeat(400)));
    for (const limits of [{ maxTokens: 250 }, { maxItems: 2 }, { maxBytes: 1_100 }]) {
      const { creates, report } = planRestore(holding(items), limits);
      expect(idsOf(creates)).toEqual(['item_1', 'item_2']);
      expect(report.dropped).toEqual([{ itemId: 'item_0', reason: 'over the limits' }]);
    }
  });

  it('gives no more at once than a link can keep account of', () => {
    const items = Array.from({ length: 4_001 }, (_, index) => user(`item_${index}`, 'x'));
    const { creates, report } = planRestore(holding(items), { maxItems: Infinity });
    expect(creates).toHaveLength(4_000);
    expect(report.dropped).toEqual([{ itemId: 'item_0', reason: 'over the limits' }]);
  });

  it('lets a call wait for its output', () => {
    const { creates, waiting } = planRestore(holding([call('item_0', 'call_1')]));
    expect(creates).toEqual([]);
    expect([...waiting.keys()]).toEqual(['call_1']);
  });

  it('names an output whose call is not known', () => {
    expect(planRestore(holding([output('item_0', 'call_1')])).report.dropped).toEqual([
      { itemId: 'item_0', reason: 'an output without its call' },
    ]);
  });

  it('names the second output of one call', () => {
    const items = [call('item_0', 'call_1'), output('item_1', 'call_1'), output('item_2', 'call_1')];
    const { creates, report } = planRestore(holding(items));
    const all = [...idsOf(creates), ...report.dropped.map(({ itemId }) => itemId)];
    expect(new Set(all)).toEqual(new Set(['item_0', 'item_1', 'item_2']));
    expect(all).toHaveLength(3);
  });

  it('names an item of a kind that it does not know', () => {
    const unknown: ServerItem = {
      type: 'unknown',
      wireType: 'dance',
      payload: { type: 'dance', id: 'item_0' },
    };
    expect(planRestore(holding([unknown])).report.dropped).toEqual([
      { itemId: 'item_0', reason: 'an item of the unknown kind dance' },
    ]);
  });

  it('tells in words what a remote tool has done, and does not know what it was doing', () => {
    const mcp = { type: 'mcp_call', server_label: 'shop', name: 'find', arguments: '{}' } as const;
    const plan = planRestore(
      holding([
        { ...mcp, id: 'item_0', output: '3 pizzas' },
        { ...mcp, id: 'item_1', error: { type: 'tool_execution_error', message: 'no stock' } },
        { ...mcp, id: 'item_2', output: null },
      ]),
    );
    expect(plan.creates.map(({ item }) => textOf(item as ServerItem))).toEqual([
      'The tool find of shop returned: 3 pizzas',
      'The tool find of shop returned: an error',
      'The tool find of shop returned: outcome unknown',
    ]);
    expect(plan.report.degraded).toHaveLength(3);
  });

  it('tells in words what the user has said to a remote call', () => {
    const asked = {
      type: 'mcp_approval_request',
      server_label: 'shop',
      name: 'buy',
      arguments: '{}',
    } as const;
    const answered = { type: 'mcp_approval_response', approval_request_id: 'item_0' } as const;
    const plan = planRestore(
      holding([
        { ...asked, id: 'item_0' },
        { ...answered, id: 'item_1', approve: false },
        { ...answered, id: 'item_2', approve: true },
      ]),
    );
    expect(plan.creates.map(({ item }) => textOf(item as ServerItem))).toEqual([
      'The tool was not allowed',
      'The tool was allowed',
    ]);
    expect(plan.report.dropped).toEqual([
      { itemId: 'item_0', reason: 'mcp_approval_request belongs to its session' },
    ]);
  });

  it('gives pictures as they were', () => {
    const picture: ServerItem = {
      type: 'message',
      role: 'user',
      id: 'item_0',
      content: [{ type: 'input_image', image_url: 'data:image/png;base64,AA==' }],
    };
    expect(planRestore(holding([picture]))).toMatchObject({
      creates: [{ item: { content: picture.content } }],
      report: { exact: ['item_0'], degraded: [], dropped: [] },
    });
  });

  it('gives each output right behind one call, once', () => {
    const kind = fc.constantFrom('call', 'output', 'user');
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, fc.constantFrom('a', 'b'))), (drawn) => {
        const items = drawn.map(([type, callId], index) => {
          const id = `item_${index}`;
          return type === 'user' ? user(id, 'Hi') : type === 'call' ? call(id, callId) : output(id, callId);
        });
        const { creates } = planRestore(holding(items));
        expect(new Set(idsOf(creates)).size).toBe(creates.length);
        creates.forEach(({ item }, index) => {
          if (item.type !== 'function_call_output') return;
          expect(creates[index - 1]?.item).toMatchObject({ type: 'function_call', call_id: item.call_id });
        });
      }),
    );
  });
});
