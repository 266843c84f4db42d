import { describe, expect, it } from '@jest/globals';
import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, map, pipe } from 'rxjs';
import type { McpSnapshot } from './mcpSnapshot.ts';
import { scanMcp } from './scanMcp.ts';

const event_id = 'event_1';
const place = { event_id, response_id: 'resp_1', output_index: 0 };
const added = (item: ServerItem): ServerEvent => ({
  type: 'conversation.item.added', event_id, item, previous_item_id: null,
}); // prettier-ignore
const done = (item: ServerItem): ServerEvent => ({
  type: 'conversation.item.done', event_id, item, previous_item_id: null,
}); // prettier-ignore
const list = (...names: readonly string[]): ServerItem => ({
  type: 'mcp_list_tools',
  id: 'list_1',
  server_label: 'library',
  tools: names.map((name) => ({ name, input_schema: {} })),
});
const called = { server_label: 'library', name: 'find', arguments: '{}' };
const asked: ServerItem = { type: 'mcp_approval_request', id: 'request_1', ...called };
const answer: ServerItem = {
  type: 'mcp_approval_response',
  id: 'r',
  approval_request_id: 'request_1',
  approve: true,
};
const call = (more: object = {}): ServerItem =>
  ({ type: 'mcp_call', id: 'call_1', ...called, output: null, error: null, ...more }) as ServerItem;

const after = (...events: readonly ServerEvent[]): McpSnapshot => {
  let last: McpSnapshot = { lists: [], calls: [], approvals: [] };
  from(events)
    .pipe(scanMcp())
    .subscribe((snapshot) => (last = snapshot));
  return last;
};

describe('scanMcp', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        scanMcp(),
        map(({ approvals }) => approvals.length),
      ),
    values: { a: done(asked), b: done(answer), x: { type: 'input_audio_buffer.cleared', event_id } },
    results: { 1: 1, 0: 0 },
    one: ['-a-', '-1-'],
    many: ['-xa-xb-', '--1--0-'],
  });

  it('knows what a server offers, and when it does not answer', () => {
    expect(after(added(list())).lists).toMatchObject([
      { serverLabel: 'library', status: 'listing', tools: [] },
    ]);
    expect(after(added(list()), done(list('find'))).lists).toMatchObject([
      { status: 'listed', tools: [{ name: 'find' }] },
    ]);
    expect(
      after(added(list()), { type: 'mcp_list_tools.failed', event_id, item_id: 'list_1' }, done(list()))
        .lists,
    ).toMatchObject([{ status: 'failed' }]);
  });

  it('follows a call from its beginning to its end', () => {
    const begun: ServerEvent = {
      type: 'response.output_item.added',
      ...place,
      item: call({ arguments: '' }),
    };
    const progress = { event_id, output_index: 0, item_id: 'call_1' };
    const events: readonly ServerEvent[] = [
      begun,
      {
        type: 'response.mcp_call_arguments.done', ...place, item_id: 'call_1', arguments: '{"a":1}',
      },
      { type: 'response.mcp_call.in_progress', ...progress },
      { type: 'response.mcp_call.completed', ...progress },
      { type: 'response.output_item.done', ...place, item: call({ output: 'Moby-Dick' }) },
    ]; // prettier-ignore
    const seen = events.map((_, index) => after(...events.slice(0, index + 1)).calls[0]);
    expect(seen.map((one) => one?.status)).toEqual([
      'waiting',
      'waiting',
      'running',
      'completed',
      'completed',
    ]);
    expect(seen[1]?.arguments).toBe('{"a":1}');
    expect(seen.at(-1)).toMatchObject({ output: 'Moby-Dick', serverLabel: 'library', name: 'find' });
    const error = { type: 'tool_execution_error', message: 'no' };
    expect(after(done(call({ error }))).calls[0]?.status).toBe('failed');
  });

  it('has a request until it is answered, or its call is over', () => {
    expect(after(done(asked)).approvals).toMatchObject([{ id: 'request_1' }]);
    expect(after(done(asked), added(answer)).approvals).toEqual([]);
    expect(
      after(done(asked), done(call({ approval_request_id: 'request_1', output: '' }))).approvals,
    ).toEqual([]);
  });

  it('has neither lists nor requests when the line is lost, and the calls that ran are lost', () => {
    expect(after(done(list('find')), added(call()), done(asked), connectionLost)).toMatchObject({
      lists: [],
      approvals: [],
      calls: [{ status: 'lost' }],
    });
    expect(after(done(call({ output: 'x' })), connectionLost).calls[0]?.status).toBe('completed');
  });

  it('remembers the last 64 calls', () => {
    const { calls } = after(
      ...Array.from({ length: 70 }, (_, index) => added(call({ id: `call_${index}` }))),
    );
    expect(calls).toHaveLength(64);
    expect(calls.at(-1)?.itemId).toBe('call_69');
  });
});
