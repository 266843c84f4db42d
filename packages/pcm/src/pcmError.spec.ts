import { describe, expect, it } from '@jest/globals';
import { isPcmError, PcmError } from './pcmError.ts';

describe('PcmError', () => {
  it('is told by its tag, from wherever it comes', () => {
    expect(isPcmError(new PcmError('not_base64', 'a text of length 7'))).toBe(true);
    expect(isPcmError(Object.assign(new Error('copy'), { _tag: 'PcmError' }))).toBe(true);
    expect(isPcmError(new Error('other'))).toBe(false);
    expect(isPcmError({ _tag: 'PcmError' })).toBe(false);
  });
});
