import { describe, expect, it } from '@jest/globals';
import { sayExactly } from './sayExactly.ts';
import { wordsToSay } from './wordsToSay.ts';

describe('wordsToSay', () => {
  it('reads the words, over several lines too', () => {
    const text = 'First.\nSecond.';
    expect(wordsToSay(sayExactly(text).response?.instructions ?? '')).toBe(text);
  });

  it('reads none where the model may say what it likes', () => {
    expect(wordsToSay('Be brief.')).toBeUndefined();
  });
});
