import { expect, it } from '@jest/globals';
import { lastOne } from './lastOne.ts';

it('works once for the same text in a row', () => {
  const asked: string[] = [];
  const length = lastOne((text) => asked.push(text) && text.length, 4);
  expect(['ab', 'ab', 'abc', 'ab', 'abcde', 'abcde', 'ab'].map((text) => length(text))).toEqual([
    2, 2, 3, 2, 5, 5, 2,
  ]);
  expect(asked).toEqual(['ab', 'abc', 'ab', 'abcde', 'abcde', 'ab']);
});
