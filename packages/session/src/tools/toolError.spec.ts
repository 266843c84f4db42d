import { describe, expect, it } from '@jest/globals';
import { isToolError, ToolError } from './toolError.ts';

describe('ToolError', () => {
  it('says where, and is known by its tag', () => {
    const error = new ToolError('not_an_object', 'order.parameters', 'a function takes one object');
    expect(error.message).toBe('order.parameters: a function takes one object');
    expect(error).toMatchObject({ _tag: 'ToolError', code: 'not_an_object', path: 'order.parameters' });
    expect(isToolError(error)).toBe(true);
    expect(isToolError(Object.assign(new Error('a copy'), { _tag: 'ToolError' }))).toBe(true);
    expect(isToolError({ _tag: 'ToolError' })).toBe(false);
  });

  it('keeps its cause', () => {
    const cause = new Error('inner');
    expect(new ToolError('no_json_schema', 'a', 'b', cause).cause).toBe(cause);
    expect('cause' in new ToolError('no_json_schema', 'a', 'b')).toBe(false);
  });
});
