import type { Item } from '@rx-realtime/codecs';
import { defer, from, map, mergeMap } from 'rxjs';
import type { Fact } from './fact.ts';
import { functionOutputs } from './functionOutputs.ts';
import { say } from './reply.ts';
import type { Reply, Say } from './reply.ts';
import type { Responder } from './responder.ts';

/**
 * Has a responder go on as a model does: where the conversation ends with the beginning of what it says, it says the rest. It is asked as it was
 * before that beginning.
 *
 * For conversations that outlive their connection: the answer that was cut off is given back as far as it came, and asked
 * for again.
 *
 * @param responder what is said when nothing has been said yet
 * @example
 * import { goingOn, say } from '@rx-realtime/simulator';
 * import { from, lastValueFrom } from 'rxjs';
 *
 * const responder = goingOn(() => [say('It is on its way.')]);
 * const cut = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'It is' }] } as const;
 * const turn = { transcript: '', functionOutputs: [], items: [cut], instructions: '', tools: [], index: 0 };
 * const replies = responder({ ...turn, toolChoice: 'auto', modality: 'text', metadata: null, outOfBand: false });
 * console.log(await lastValueFrom(from(replies))); // prints: [ { _tag: 'Say', text: 'on its way.' } ]
 */
export function goingOn(responder: Responder): Responder {
  return (turn) =>
    defer(() => {
      const before = turn.items.slice(0, turn.items.map(isAnswer).lastIndexOf(false) + 1);
      let said = plain(turn.items.slice(before.length).map(wordsOf).join(' '));
      /** What is left of a reply; nothing of one that has been given. */
      const rest = (reply: Reply): readonly Reply[] => {
        if (reply._tag !== 'Say' || said === '') return [reply];
        const text = plain(reply.text);
        if (said.startsWith(text)) {
          said = said.slice(text.length).trim();
          return [];
        }
        const begun = text.startsWith(said) ? restOf(reply, text, said.length) : reply;
        said = '';
        return [begun];
      };
      return from(responder({ ...turn, items: before, functionOutputs: functionOutputs(before) })).pipe(
        mergeMap((given) => (isReply(given) ? [given] : given)),
        map(rest),
      );
    });
}

const isAnswer = (item: Item): boolean => item.type === 'message' && item.role === 'assistant';

const isReply = (given: Reply | readonly Reply[]): given is Reply => !Array.isArray(given);

const wordsOf = (item: Item): string =>
  item.type === 'message'
    ? item.content
        .map((part) => ('text' in part && part.text) || ('transcript' in part && part.transcript) || '')
        .join('')
    : '';

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A reply from a place of its text on, with the facts that are not told before it. */
const restOf = (reply: Say, text: string, saidChars: number): Say => {
  const facts = (reply.facts ?? []).flatMap(({ name, words }): Fact[] => {
    if (words === undefined) return [{ name, words }];
    const begin = text.indexOf(plain(words));
    const end = begin + plain(words).length;
    return end > saidChars ? [{ name, words: text.slice(Math.max(begin, saidChars), end).trim() }] : [];
  });
  return say(text.slice(saidChars).trim(), ...facts);
};
