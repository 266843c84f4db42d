import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { saidExactly } from './saidExactly.ts';

describe('saidExactly', () => {
  it.each([
    ['It is 5 p.m.', 'it is 5 P.M', true],
    ['Grüße aus Köln!', 'grüße aus köln', true],
    ['東京へようこそ。', '東京へようこそ', true],
    ['Hello.', '“Hello”', true],
    ['Hello.', 'Hello. Hello.', false],
    ['Hello.', 'Sure! Hello.', false],
    ['Hello there.', 'There, hello.', false],
    ['Platform 9.', 'Platform 6.', false],
    ['Hello.', '', false],
  ])('%s, and what was said is %s: %s', (asked, said, isExact) => {
    expect(saidExactly(asked, said)).toBe(isExact);
  });

  it('is true of any text and itself, and of no text with a word more', () => {
    fc.assert(fc.property(fc.string(), (text) => saidExactly(text, text)));
    fc.assert(fc.property(fc.string(), (text) => !saidExactly(text, `${text} indeed`)));
  });
});
