import { describe, expect, it } from '@jest/globals';
import { exchange } from './support/exchange.ts';
import type { McpServer } from '../src/script/mcpServer.ts';
import { mcpCall } from '../src/script/reply.ts';

const library: McpServer = {
  tools: [{ name: 'find_book', readOnly: true }, { name: 'lend_book' }, { name: 'burn_book' }],
  call: (name) => [`${name}: done`],
};
const tool = (fields: object): object => ({ type: 'mcp', server_label: 'library', ...fields });
const update = (fields: object): object => ({
  type: 'session.update',
  session: { type: 'realtime', tools: [tool(fields)] },
});

interface ListedItem {
  readonly type: string;
  readonly tools: readonly { readonly name: string; readonly annotations?: unknown }[];
}

describe('the tools of an MCP server', () => {
  const listed = (fields: object): readonly string[] => {
    const received = exchange([update(fields)], { mcp: { library } });
    const items = received
      .filter(({ type }) => type === 'conversation.item.done')
      .map(({ item }) => item as unknown);
    return (items as readonly ListedItem[]).flatMap(({ tools }) => tools.map(({ name }) => name));
  };

  it.each<[string, object, readonly string[]]>([
    ['all of them', {}, ['find_book', 'lend_book', 'burn_book']],
    ['all of them when nothing is said', { allowed_tools: null }, ['find_book', 'lend_book', 'burn_book']],
    ['the allowed ones', { allowed_tools: ['lend_book', 'sell_book'] }, ['lend_book']],
    ['the allowed ones of a filter', { allowed_tools: { tool_names: ['burn_book'] } }, ['burn_book']],
    ['those that only read', { allowed_tools: { read_only: true } }, ['find_book']],
    [
      'those that a filter leaves over',
      { allowed_tools: { tool_names: ['find_book', 'lend_book'], read_only: false } },
      ['lend_book'],
    ],
  ])('are listed: %s', (_which, fields, names) => {
    expect(listed(fields)).toEqual(names);
  });
});

describe('the call of an MCP tool', () => {
  const types = (session: object, response: object, name = 'lend_book'): readonly string[] =>
    exchange([update(session), { type: 'response.create', response }], {
      mcp: { library },
      responder: () => [mcpCall('library', name)],
    }).map(({ type, item }) => (type === 'conversation.item.done' ? item.type : type));

  it.each<[string, object, object, string]>([
    ['as the session says', { require_approval: 'never' }, {}, 'runs'],
    ['when nothing is said', {}, {}, 'waits'],
    [
      'as the response says, whatever the session says',
      { require_approval: 'always' },
      { tools: [tool({ require_approval: 'never' })] },
      'runs',
    ],
    [
      'as the response says when the session is easier',
      { require_approval: 'never' },
      { tools: [tool({ require_approval: 'always' })] },
      'waits',
    ],
    ['of a tool that is named', { require_approval: { never: { tool_names: ['lend_book'] } } }, {}, 'runs'],
    ['of a tool that does more than read', { require_approval: { never: { read_only: true } } }, {}, 'waits'],
  ])('is approved %s', (_how, session, response, outcome) => {
    const seen = types(session, response);
    expect(seen.includes('mcp_approval_request')).toBe(outcome === 'waits');
    expect(seen.includes('response.mcp_call.completed')).toBe(outcome === 'runs');
  });

  it('of a tool that only reads needs no approval when the session says so', () => {
    const seen = types({ require_approval: { never: { read_only: true } } }, {}, 'find_book');
    expect(seen).toContain('response.mcp_call.completed');
  });
});
