import { describe, expect, it } from '@jest/globals';
import * as simulator from '@rx-realtime/simulator';
import { either as E } from 'fp-ts';
import { parseScript } from './parseScript.ts';

const turn: simulator.ResponderTurn = {
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

/** What a script answers: to each of these transcripts, in order. */
const answers = (script: unknown, ...transcripts: readonly string[]): unknown => {
  const parsed = parseScript(typeof script === 'string' ? script : JSON.stringify(script), simulator);
  if (E.isLeft(parsed)) return parsed.left;
  return transcripts.map((transcript, index) => parsed.right.responder?.({ ...turn, transcript, index }));
};

const { call, fail, mcpCall, say, wait } = simulator;

describe('parseScript', () => {
  it('reads replies in order, and keeps to the last', () => {
    expect(answers(['Hello.', { say: 'Bye.' }], '', '', '')).toEqual([
      [say('Hello.')],
      [say('Bye.')],
      [say('Bye.')],
    ]);
  });

  it('reads all that an assistant does', () => {
    const script = [
      ['One moment.', { call: 'get_weather', arguments: { city: 'Oslo' } }],
      { call: 'broken', arguments: '{"' },
      { call: 'now' },
      [{ wait: 50 }, { mcpCall: 'search', server: 'docs', arguments: { q: 1 } }],
      { fail: 'rate_limit_exceeded', message: 'Slow down.' },
      { fail: null },
    ];
    expect(answers(script, '', '', '', '', '', '')).toEqual([
      [say('One moment.'), call('get_weather', { city: 'Oslo' })],
      [call('broken', '{"')],
      [call('now')],
      [wait(50), mcpCall('docs', 'search', { q: 1 })],
      [fail({ code: 'rate_limit_exceeded', message: 'Slow down.' })],
      [fail()],
    ]);
  });

  it('reads a table, and greets where no row fits', () => {
    const table = [
      ['/weather|rain/i', 'It is sunny.'],
      ['/^bye/', [{ say: 'Goodbye.' }]],
    ];
    expect(answers(table, 'Will it RAIN?', 'bye now', 'Bye now')).toEqual([
      [say('It is sunny.')],
      [say('Goodbye.')],
      [say('You said: Bye now')],
    ]);
  });

  it('reads what the users say', () => {
    const parsed = parseScript('{"heard":["One.","Two."],"replies":["Yes."]}', simulator);
    const script = E.isRight(parsed) ? parsed.right : undefined;
    const info = { pcm: new Int16Array(0), sampleRateHz: 24_000, durationMs: 0, itemId: '' };
    expect([0, 1, 2].map((index) => script?.transcribe?.({ ...info, index }))).toEqual([
      'One.',
      'Two.',
      'One.',
    ]);
    expect(script?.responder?.(turn)).toEqual([say('Yes.')]);
    expect(parseScript('{"heard":["One."]}', simulator)).toMatchObject({ right: { responder: undefined } });
  });

  it('reads a recording', () => {
    const message = { type: 'message', content: [{ type: 'output_text', text: 'Hello!' }] };
    const line = (event: object): string =>
      `${JSON.stringify({ connection: 1, from: 'server', timeMs: 0, event })}\n`;
    const done = line({ type: 'response.done', response: { status: 'completed', output: [message] } });
    expect(answers(done, '')).toEqual([[say('Hello!')]]);
    expect(answers(line({ type: 'session.created' }) + done, '')).toEqual([[say('Hello!')]]);
    expect(answers(`${done}nonsense`)).toBe(
      'Line 2 of the recording: expected {connection, from, timeMs, event} as JSON, or frame or close for event.',
    );
  });

  it.each<[unknown, string]>([
    ['hello', 'expected JSON or a recording: '],
    ['', 'expected JSON or a recording: '],
    [5, 'replies: expected an array of at least one reply'],
    [[], 'replies: expected an array of at least one reply'],
    [['Hello.', 5], 'reply 2: expected a text, or an object: {"say"}'],
    [[{ say: 'Hi.', text: 'Hi.' }], 'reply 1: expected a text'],
    [[{ call: 'f', argument: {} }], 'reply 1: expected a text'],
    [[{ fail: 5 }], 'reply 1: expected a text'],
    [[['Hello.', null]], 'reply 1: expected a text'],
    [[['/a/', 'A.'], 'B.'], 'row 2: expected [pattern, reply]'],
    [
      [
        ['/a/', 'A.'],
        ['b', 'B.'],
      ],
      'row 2: expected a pattern such as /weather/i',
    ],
    [
      [
        ['/a/', 'A.'],
        ['/(/', 'B.'],
      ],
      'row 2: expected a pattern such as /weather/i',
    ],
    [[['/a/', { speak: 'A.' }]], 'row 1: expected a text'],
    [{}, 'expected "replies", "heard" or both, got neither'],
    [{ answers: [] }, 'expected "replies", "heard" or both, got "answers"'],
    [{ heard: 'Hello.' }, 'heard: expected an array of at least one text'],
    [{ heard: ['Hello.'], replies: {} }, 'replies: expected an array of at least one reply'],
  ])('refuses %j and says what was expected', (script, message) => {
    expect(answers(script)).toContain(message);
    expect(answers(script)).not.toContain('\n');
  });
});
