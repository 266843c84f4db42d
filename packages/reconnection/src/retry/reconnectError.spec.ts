import { describe, expect, it } from '@jest/globals';
import { RealtimeError } from '@rx-realtime/connection';
import { isReconnectError, ReconnectError } from './reconnectError.ts';

const cause = new RealtimeError({
  code: 'unreachable',
  reason: 'open',
  message: 'no server',
  retriable: true,
});

describe('ReconnectError', () => {
  it('says how often and why', () => {
    const error = new ReconnectError('never_connected', 3, cause);
    expect(error).toMatchObject({ _tag: 'ReconnectError', code: 'never_connected', attempts: 3, cause });
    expect(error.message).toBe('gave up after 3 attempts: no server');
  });

  it('is known from other errors by its tag', () => {
    expect(isReconnectError(new ReconnectError('circuit_open', 6, cause))).toBe(true);
    expect(isReconnectError(cause)).toBe(false);
    expect(isReconnectError('circuit_open')).toBe(false);
  });
});
