import { describe, expect, it } from '@jest/globals';
import { greetAndEcho } from '../src/script/greetAndEcho.ts';
import { call, fail, mcpCall, say, wait } from '../src/script/reply.ts';
import { replyTable } from '../src/script/replyTable.ts';
import type { ResponderTurn } from '../src/script/responder.ts';
import { scriptedDialogue } from '../src/script/scriptedDialogue.ts';

const turn = (about: Partial<ResponderTurn> = {}): ResponderTurn => ({
  transcript: '',
  functionOutputs: [],
  items: [],
  instructions: '',
  tools: [],
  toolChoice: 'auto',
  modality: 'audio',
  metadata: null,
  outOfBand: false,
  index: 0,
  ...about,
});
const clock = [{ type: 'function', name: 'get_current_time' }] as const;
const output = (text: string) => turn({ functionOutputs: [{ callId: 'c', name: 'get_time', output: text }] });

describe('greetAndEcho', () => {
  const respond = greetAndEcho();

  it('greets, and repeats what it heard', () => {
    expect(respond(turn())).toEqual([say('Hello! How can I help you?')]);
    expect(respond(turn({ transcript: 'Good evening.' }))).toEqual([say('You said: Good evening.')]);
  });

  it.each([
    ['What time is it in New York?', { city: 'New York' }],
    ['Can you tell me the time in Berlin, please?', { city: 'Berlin' }],
    ['what time is it', {}],
  ])('asks the offered tool for the time: %s', (transcript, args) => {
    expect(respond(turn({ transcript, tools: clock }))).toEqual([call('get_current_time', args)]);
  });

  it('calls nothing when it must not', () => {
    const asked = turn({ transcript: 'What time is it?', tools: clock, toolChoice: 'none' });
    expect(greetAndEcho()(asked)).toEqual([say('You said: What time is it?')]);
  });

  it('does not call what is not offered', () => {
    expect(respond(turn({ transcript: 'What time is it?' }))).toEqual([say('You said: What time is it?')]);
    const other = [{ type: 'function', name: 'get_weather' }] as const;
    expect(respond(turn({ transcript: 'What time is it?', tools: other }))).toEqual([
      say('You said: What time is it?'),
    ]);
  });

  it.each([
    ['"nine"', 'It is nine.'],
    ['{"time":"nine"}', 'It is nine.'],
    ['{"hour":9}', 'It is 9.'],
    ['nine', 'It is nine.'],
    ['{"time":{}}', 'It is {"time":{}}.'],
    ['null', 'It is null.'],
  ])('says what the function returned: %s', (returned, said) => {
    expect(respond(output(returned))).toEqual([say(said)]);
  });
});

describe('replyTable', () => {
  const respond = replyTable([
    [/weather/i, 'Sunny.'],
    [/call/, [call('f')]],
    [/how many/g, ({ index }) => `${index}.`],
    [/maybe/, () => [wait(5), say('Yes.')]],
  ]);

  it('answers by the first pattern that matches', () => {
    expect(respond(turn({ transcript: 'The WEATHER? call me' }))).toEqual([say('Sunny.')]);
    expect(respond(turn({ transcript: 'call me' }))).toEqual([call('f')]);
    expect(respond(turn({ transcript: 'maybe' }))).toEqual([wait(5), say('Yes.')]);
  });

  it('matches a global pattern every time', () => {
    for (const index of [1, 2, 3]) {
      expect(respond(turn({ transcript: 'how many', index }))).toEqual([say(`${index}.`)]);
    }
  });

  it('leaves the rest, and function outputs, to another responder', () => {
    expect(respond(turn({ transcript: 'Hm.' }))).toEqual([say('You said: Hm.')]);
    expect(respond({ ...output('nine'), transcript: 'weather' })).toEqual([say('It is nine.')]);
    expect(replyTable([], () => [fail()])(turn())).toEqual([fail()]);
  });
});

describe('scriptedDialogue', () => {
  it('goes through its lines and keeps to the last', () => {
    const respond = scriptedDialogue(['One.', [call('f')], 'Three.']);
    expect([0, 1, 2, 3].map((index) => respond(turn({ index })))).toEqual([
      [say('One.')],
      [call('f')],
      [say('Three.')],
      [say('Three.')],
    ]);
  });

  it('needs a line', () => {
    expect(() => scriptedDialogue([])).toThrow(RangeError);
  });
});

describe('replies', () => {
  it('send arguments as JSON, and a text as it is', () => {
    expect(call('f', { a: 1 }).arguments).toBe('{"a":1}');
    expect(call('f', '{broken').arguments).toBe('{broken');
    expect(mcpCall('s', 'f', [1])).toMatchObject({ serverLabel: 's', arguments: '[1]', background: false });
  });

  it('fail like the service when nothing else is said', () => {
    expect(fail()).toMatchObject({ type: 'server_error', code: null });
    expect(fail({ code: 'rate_limit_exceeded' })).toMatchObject({ code: 'rate_limit_exceeded' });
  });
});
