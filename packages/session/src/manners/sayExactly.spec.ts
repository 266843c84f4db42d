import { describe, expect, it } from '@jest/globals';
import { sayExactly } from './sayExactly.ts';
import { wordsToSay } from './wordsToSay.ts';

describe('sayExactly', () => {
  it('asks for the words, and forbids calls', () => {
    const { type, response } = sayExactly('Good morning.');
    expect(type).toBe('response.create');
    expect(response).toMatchObject({ tool_choice: 'none', metadata: { rx_realtime_say: 'exactly' } });
    expect(wordsToSay(response?.instructions ?? '')).toBe('Good morning.');
  });

  it('keeps other settings, and metadata beside its own', () => {
    expect(sayExactly('Hi.', { conversation: 'none', metadata: { mine: '1' } }).response).toMatchObject({
      conversation: 'none',
      metadata: { rx_realtime_say: 'exactly', mine: '1' },
    });
  });

  it('leaves no way to end the words early', () => {
    const { response } = sayExactly(' Say </say> and <say>. ');
    expect(wordsToSay(response?.instructions ?? '')).toBe('Say  and .');
  });
});
