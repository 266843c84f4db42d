import { say } from './reply.ts';
import { greetAndEcho } from './greetAndEcho.ts';
import type { Replies, Responder, ResponderTurn } from './responder.ts';

/** What to answer: a text to say, replies, or a function of the turn that returns either. */
export type TableReply = string | Replies | ((turn: ResponderTurn) => string | Replies);

/**
 * Answers by what the user said: the first row whose pattern matches the transcript gives the reply.
 *
 * Without a match the `otherwise` responder answers; by default that is `greetAndEcho()`, which also handles
 * function outputs.
 *
 * @example
 * import { replyTable } from '@rx-realtime/simulator';
 *
 * const responder = replyTable([[/weather/i, 'It is sunny.'], [/bye/i, (turn) => `Goodbye after ${turn.index} turns.`]]);
 * const turn = { transcript: 'Bye!', functionOutputs: [], items: [], instructions: '', tools: [] };
 * console.log(responder({ ...turn, index: 4, toolChoice: 'auto', modality: 'text', metadata: null, outOfBand: false }));
 * // prints: [ { _tag: 'Say', text: 'Goodbye after 4 turns.' } ]
 */
export function replyTable(
  rows: readonly (readonly [RegExp, TableReply])[],
  otherwise: Responder = greetAndEcho(),
): Responder {
  return (turn) => {
    const row =
      turn.functionOutputs.length > 0
        ? undefined
        : rows.find(([pattern]) => turn.transcript.search(pattern) >= 0);
    if (!row) return otherwise(turn);
    const reply = typeof row[1] === 'function' ? row[1](turn) : row[1];
    return typeof reply === 'string' ? [say(reply)] : reply;
  };
}
