import { describe, expect, it } from '@jest/globals';
import { assistantText, functionCallOutput, userText } from '@rx-realtime/codecs';
import type { Item } from '@rx-realtime/codecs';
import { from, of } from 'rxjs';
import { fact } from './fact.ts';
import { goingOn } from './goingOn.ts';
import { call, say } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Replies, ResponderTurn } from './responder.ts';

const turn: ResponderTurn = {
  transcript: '',
  functionOutputs: [],
  items: [],
  instructions: '',
  tools: [],
  toolChoice: 'auto',
  modality: 'text',
  metadata: null,
  outOfBand: false,
  index: 0,
};

/** What is said to a conversation of these items; the observables of the specs are synchronous. */
const after = (replies: Replies, ...items: readonly Item[]): readonly Reply[] => {
  const given: Reply[] = [];
  from(goingOn(() => replies)({ ...turn, items })).subscribe((reply) => given.push(...[reply].flat()));
  return given;
};

describe('goingOn', () => {
  const whole = say('Your order is on its way.', fact('order', 'order is on'), fact('way', 'on its way'));

  it('says all of it when nothing has been said', () => {
    expect(after([whole], userText('Where is it?'))).toEqual([whole]);
  });

  it('says the rest of what was cut off, with the facts that it still tells', () => {
    expect(after([whole], userText('Where is it?'), assistantText('Your order  is on'))).toEqual([
      say('its way.', fact('way', 'its way')),
    ]);
  });

  it('says the rest of what was cut off inside a word', () => {
    expect(after([whole], assistantText('Your ord'))).toEqual([
      say('er is on its way.', fact('order', 'er is on'), fact('way', 'on its way')),
    ]);
  });

  it('says nothing more when all of it has been said', () => {
    expect(after([whole], assistantText('Your order is'), assistantText('on its way.'))).toEqual([]);
  });

  it('keeps to what comes after the messages that have been said', () => {
    const replies = [say('One moment.'), call('find'), say('Here it is.')];
    expect(after(of(replies), assistantText('One moment.'))).toEqual([call('find'), say('Here it is.')]);
  });

  it('says all of it when something else was said, or somebody spoke since', () => {
    expect(after([whole], assistantText('Good morning.'))).toEqual([whole]);
    expect(after([whole], assistantText('Your order'), userText('Yes?'))).toEqual([whole]);
  });

  it('asks as before what has been said, with what functions had returned', () => {
    const asked: ResponderTurn[] = [];
    const output = functionCallOutput('call_1', 'sunny');
    const items = [userText('And the weather?'), { ...output, id: 'item_1' }, assistantText('It is')];
    from(
      goingOn((before) => {
        asked.push(before);
        return [say('It is sunny.')];
      })({ ...turn, items }),
    ).subscribe();
    expect(asked).toMatchObject([{ items: items.slice(0, 2), functionOutputs: [{ output: 'sunny' }] }]);
  });
});
