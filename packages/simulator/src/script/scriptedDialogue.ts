import { say } from './reply.ts';
import type { Replies, Responder } from './responder.ts';

/**
 * Answers the first response with the first line, the second with the second, and so on; then keeps to the last line.
 *
 * A line is a text to say or any replies. The position is the session's, so each connection starts from the top.
 *
 * @param lines at least one line
 *
 * @example
 * import { scriptedDialogue, call } from '@rx-realtime/simulator';
 *
 * const responder = scriptedDialogue(['Good morning.', [call('get_weather', { city: 'Oslo' })], 'It is raining.']);
 * const turn = { transcript: '', functionOutputs: [], items: [], instructions: '', tools: [] };
 * console.log(responder({ ...turn, index: 2, toolChoice: 'auto', modality: 'text', metadata: null, outOfBand: false }));
 * // prints: [ { _tag: 'Say', text: 'It is raining.' } ]
 */
export function scriptedDialogue(lines: readonly (string | Replies)[]): Responder {
  if (lines.length === 0) throw new RangeError('scriptedDialogue needs at least one line.');
  return ({ index }) => {
    const line = lines[Math.min(index, lines.length - 1)] ?? '';
    return typeof line === 'string' ? [say(line)] : line;
  };
}
