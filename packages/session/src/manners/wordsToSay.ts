/**
 * The words that a model is asked to say exactly, from the instructions of a response.
 *
 * For a responder of a simulator, and for whoever reads a log.
 *
 * @param instructions of a response
 * @returns the words; undefined where it may say what it likes
 *
 * @example
 * import { sayExactly, wordsToSay } from '@rx-realtime/session';
 *
 * console.log(wordsToSay(sayExactly('Good morning.').response?.instructions ?? '')); // prints: Good morning.
 *
 * @see {@link sayExactly}
 */
export function wordsToSay(instructions: string): string | undefined {
  return /<say>([^]*)<\/say>/.exec(instructions)?.[1];
}
