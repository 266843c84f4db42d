import { describe, expect, it } from '@jest/globals';
import { isResponseStreamError, ResponseStreamError } from './responseStreamError.ts';

describe('ResponseStreamError', () => {
  const error = new ResponseStreamError('response_overflow', 'resp_1', 'more than maxItems = 1');

  it('names what went wrong with which response', () => {
    expect(error).toMatchObject({
      _tag: 'ResponseStreamError',
      code: 'response_overflow',
      responseId: 'resp_1',
      message: 'more than maxItems = 1 (response resp_1)',
      outcome: undefined,
    });
  });

  it('is known from other errors by its tag', () => {
    expect(isResponseStreamError(error)).toBe(true);
    expect(isResponseStreamError(new Error('response_overflow'))).toBe(false);
    expect(isResponseStreamError({ _tag: 'ResponseStreamError' })).toBe(false);
  });
});
