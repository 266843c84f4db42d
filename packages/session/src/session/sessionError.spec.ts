import { describe, expect, it } from '@jest/globals';
import { isSessionError, SessionError } from './sessionError.ts';

describe('SessionError', () => {
  it('says what it is about, and is known by its tag', () => {
    const cause = new Error('gone');
    const error = new SessionError('ears_failed', 'the microphone is gone', cause);
    expect(error).toMatchObject({ _tag: 'SessionError', code: 'ears_failed', cause });
    expect('cause' in new SessionError('closed', 'the session has ended')).toBe(false);
    expect(isSessionError(error)).toBe(true);
    expect(isSessionError(Object.assign(new Error('a copy'), { _tag: 'SessionError' }))).toBe(true);
    expect(isSessionError(cause)).toBe(false);
  });
});
