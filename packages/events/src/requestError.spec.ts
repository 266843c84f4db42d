import { describe, expect, it } from '@jest/globals';
import { isRequestError, RequestError } from './requestError.ts';

const error = (code: string) =>
  new RequestError({ code, message: 'no', requestType: 'response.cancel', eventId: 'event_1' });

describe('RequestError', () => {
  it('tells lost races from refusals', () => {
    expect(error('response_cancel_not_active').benign).toBe(true);
    expect(error('item_truncate_invalid_item_id').benign).toBe(true);
    expect(error('invalid_value').benign).toBe(false);
    expect(error('timeout').benign).toBe(false);
  });

  it('names the request', () => {
    expect(error('timeout')).toMatchObject({
      _tag: 'RequestError',
      requestType: 'response.cancel',
      eventId: 'event_1',
    });
  });

  it('is known from other errors by its tag', () => {
    expect(isRequestError(error('timeout'))).toBe(true);
    expect(isRequestError(new Error('timeout'))).toBe(false);
    expect(isRequestError({ _tag: 'RequestError' })).toBe(false);
  });
});
