import { describe, expect, it } from '@jest/globals';
import { userText } from '../make/userText.ts';
import { estimateTokens } from './estimateTokens.ts';

describe('estimateTokens', () => {
  it('takes four characters of text for a token', () => {
    expect(estimateTokens(userText('x'.repeat(400)))).toBe(100);
  });

  it('takes a tenth of a second of sound for a token', () => {
    const audio = Buffer.alloc(48_000).toString('base64');
    const content = [{ type: 'input_audio', audio }] as const;
    expect(estimateTokens({ type: 'message', role: 'user', content })).toBe(10);
  });

  it('takes every picture for the same', () => {
    const content = [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA' }] as const;
    expect(estimateTokens({ type: 'message', role: 'user', content })).toBe(500);
  });

  it('counts all of a call, its arguments too', () => {
    const call = { type: 'function_call', call_id: 'call_1', name: 'order' } as const;
    const short = estimateTokens({ ...call, arguments: '' });
    expect(estimateTokens({ ...call, arguments: 'x'.repeat(40) })).toBe(short + 10);
  });
});
