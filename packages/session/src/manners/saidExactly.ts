const wordsOf = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  ).join(' ');

/**
 * Whether somebody said the words that they were asked to say: the same words, in the same order, and no others.
 *
 * What a transcript does by itself is no difference: capitals, punctuation, space.
 *
 * @param asked the words that should be said
 * @param said a transcript
 *
 * @example
 * import { saidExactly } from '@rx-realtime/session';
 *
 * console.log(saidExactly('It is 5 p.m.', 'it is 5 P.M')); // prints: true
 * console.log(saidExactly('It is 5 p.m.', 'Sure! It is 5 p.m.')); // prints: false
 *
 * @see {@link sayExactly}
 */
export function saidExactly(asked: string, said: string): boolean {
  return wordsOf(asked) === wordsOf(said);
}
