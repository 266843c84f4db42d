import { describe, expect, it } from '@jest/globals';
import { benignErrors, isBenignError } from './isBenignError.ts';

const error = (code: string | null, message = 'no') => ({ code, message });

describe('isBenignError', () => {
  it.each([...benignErrors])('%s: %s', (code) => expect(isBenignError(error(code))).toBe(true));

  it('knows a truncation behind the end, which has the code of any bad value', () => {
    const message = 'Audio content of 2450ms is already shorter than 2535ms';
    expect(isBenignError(error('invalid_value', message))).toBe(true);
    expect(isBenignError(error(null, message))).toBe(true);
  });

  it.each(['invalid_value', 'session_expired', 'unsupported_content_type', 'timeout', null])(
    'says of %s that it is not',
    (code) => expect(isBenignError(error(code))).toBe(false),
  );
});
