/** Something the assistant says that matters: a rehearsal counts how often it was heard. */
export interface Fact {
  readonly name: string;
  /** The words that say it; all of them when there are none. */
  readonly words: string | undefined;
}

/**
 * Marks what matters in what the assistant says. The client sees nothing of it: the simulator tells in `facts$` where in
 * the sound it is said, so that a test can see whether, and how often, it was heard.
 *
 * @param name what it is called in the test
 * @param words which of the words say it
 * @defaultValue all of them
 * @example
 * import { fact, say } from '@rx-realtime/simulator';
 *
 * const reply = say('Your order is on its way.', fact('order-42', 'on its way'));
 * console.log(reply.facts?.map(({ name }) => name)); // prints: [ 'order-42' ]
 */
export const fact = (name: string, words?: string): Fact => ({ name, words });

/** Where in a message a fact is said. */
export interface ToldFact {
  /** The connection it is said on, from 1. */
  readonly connection: number;
  readonly itemId: string;
  readonly name: string;
  /** When it has been said, in milliseconds from the beginning of the message's sound; 0 where it is written. */
  readonly endMs: number;
}
