import { describe, expect, it } from '@jest/globals';
import { withoutCredentials } from './withoutCredentials.ts';

const tool = { type: 'mcp', server_label: 'shop', server_url: 'https://shop.example' };
const secret = { ...tool, authorization: 'secret', headers: { 'x-key': 'key' } };

describe('withoutCredentials', () => {
  it('takes credentials out, wherever a tool stands', () => {
    expect(withoutCredentials(secret)).toEqual(tool);
    expect(withoutCredentials({ a: [{ b: { tools: [secret, { type: 'function' }] } }] })).toEqual({
      a: [{ b: { tools: [tool, { type: 'function' }] } }],
    });
  });

  it('leaves what holds none as it is', () => {
    for (const value of [null, 'text', 3, undefined, [], [tool], { headers: {}, authorization: 'mine' }])
      expect(withoutCredentials(value)).toBe(value);
  });

  it('does not change what it is given', () => {
    const given = { tools: [secret] };
    withoutCredentials(given);
    expect(given.tools[0]).toBe(secret);
  });
});
