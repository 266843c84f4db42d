import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import type { Fault } from '@rx-realtime/simulator';
import { parseFault } from './parseFault.ts';

describe('parseFault', () => {
  it.each<[string, Fault]>([
    ['reset', { do: 'reset' }],
    ['reset@20', { at: { count: 20 }, do: 'reset' }],
    ['reset@client:20#1', { at: { from: 'client', count: 20, connection: 1 }, do: 'reset' }],
    ['drop@client', { at: { from: 'client' }, do: 'drop' }],
    ['drop@#2', { at: { connection: 2 }, do: 'drop' }],
    ['close(1011)@response.created', { at: { event: 'response.created' }, do: 'close', code: 1011 }],
    ['close(1013,try again, later)', { do: 'close', code: 1013, reason: 'try again, later' }],
    ['close(,later)', { do: 'close', reason: 'later' }],
    ['stall@5s', { at: { timeMs: 5_000 }, do: 'stall' }],
    [
      'stall(1.5s,down)@250ms#3',
      { at: { timeMs: 250, connection: 3 }, do: 'stall', forMs: 1_500, direction: 'down' },
    ],
    ['stall(300)', { do: 'stall', forMs: 300 }],
    [
      'lose@client:response.create:2',
      { at: { from: 'client', event: 'response.create', count: 2 }, do: 'lose' },
    ],
    [
      'duplicate@response.output_audio.delta:1+~0.05',
      {
        at: { event: 'response.output_audio.delta', count: 1, repeat: true, probability: 0.05 },
        do: 'duplicate',
      },
    ],
    [
      'reorder@session.output_transcript.delta',
      { at: { event: 'session.output_transcript.delta' }, do: 'reorder' },
    ],
    ['badJson@error', { at: { event: 'error' }, do: 'badJson' }],
    ['delay(1s)@client:2', { at: { from: 'client', count: 2 }, do: 'delay', ms: 1_000 }],
    ['delay(2s)@server:3', { at: { from: 'server', count: 3 }, do: 'delay', ms: 2_000 }],
    ['frame({"a":[1,(2)]})@1', { at: { count: 1 }, do: 'frame', text: '{"a":[1,(2)]}' }],
    ['rawBytes(129,0,255)', { do: 'rawBytes', bytes: [129, 0, 255] }],
    ['dribble(10,5ms)', { do: 'dribble', bytes: 10, everyMs: 5 }],
    [
      'error(rate_limit_exceeded,Slow down.)',
      { do: 'error', code: 'rate_limit_exceeded', message: 'Slow down.' },
    ],
    ['failResponse(null)', { do: 'failResponse', code: null }],
    ['httpStatus(503)@#1', { at: { connection: 1 }, do: 'httpStatus', status: 503 }],
    ['unknownEvent(response.hologram)', { do: 'unknownEvent', type: 'response.hologram' }],
    [
      '{"do":"httpStatus","status":503,"headers":{"retry-after":"2"}}',
      { do: 'httpStatus', status: 503, headers: { 'retry-after': '2' } },
    ],
    [
      ' {"at":{"event":"x.y"},"do":"unknownEvent","payload":{"a":1}}',
      { at: { event: 'x.y' }, do: 'unknownEvent', payload: { a: 1 } },
    ],
  ])('reads %s', (text, fault) => {
    expect(parseFault(text)).toEqual(E.right(fault));
  });

  it.each([
    ['', 'expected action, action(arguments), action@when, or JSON'],
    ['reset()x', 'expected action, action(arguments), action@when, or JSON'],
    ['explode', '"explode" is no fault; expected one of reset, drop, cutFrame, close,'],
    ['toString', '"toString" is no fault'],
    ['reset(1)', 'reset takes no arguments'],
    [
      'close(1006)',
      'code expects a close code that can be sent (1000 to 1003, 1007 to 1014, 3000 to 4999), got "1006"',
    ],
    [
      'close(soon)',
      'code expects a close code that can be sent (1000 to 1003, 1007 to 1014, 3000 to 4999), got "soon"',
    ],
    [`close(1011,${'é'.repeat(62)})`, 'reason expects a text of at most 123 bytes, got "ééé'],
    ['stall(2m)', 'forMs expects a time such as 300ms or 5s, got "2m"'],
    ['stall(2s,sideways)', 'direction expects up or down or both, got "sideways"'],
    ['delay@3', 'delay needs ms: a time such as 300ms or 5s'],
    ['cutFrame(0)', 'bytes expects a whole number from 1, got "0"'],
    ['rawBytes(1,256)', 'bytes expects bytes (0 to 255), got "1,256"'],
    ['httpStatus(101)', 'status expects an HTTP status from 200 to 599, got "101"'],
    ['unknownEvent(a.b,1)', 'payload expects an object (write the fault as JSON), got "1"'],
    ['reset@', '"" is no point in time; expected 5s or [client:][event:][count][+]'],
    ['reset@5 s', '"5 s" is no point in time'],
    ['reset@client:', '"client:" is no point in time'],
    ['reset@20:client', '"20:client" is no point in time'],
    ['reset@20#one', '"20#one" is no point in time'],
    ['reset@0', 'count expects a whole number from 1, got 0'],
    ['reset@5#0', 'connection expects a whole number from 1, got 0'],
    ['reset@5~2', 'probability expects a probability from 0 to 1, got 2'],
    ['reset@response.craeted', '"response.craeted" is no event of the server'],
    ['reset@response.create', '"response.create" is no event of the server'],
    ['reset@client:response.created', '"response.created" is no event of the client'],
    ['duplicate@5s', 'duplicate happens to an event; expected an event or a count, got a time'],
    ['cutFrame(5)@client:2', 'cutFrame happens to events of the server; expected no client'],
    ['failResponse@5s', 'failResponse strikes at responses; expected a count'],
    ['failResponse@response.done', 'failResponse strikes at responses; expected a count'],
    ['httpStatus(503)@5s', 'httpStatus strikes when a connection is asked for; expected a connection'],
    ['noAnswer@2', 'noAnswer strikes when a connection is asked for; expected a connection'],
    ['{"do":', 'expected JSON, because it begins with {'],
    ['{}', 'undefined is no fault'],
    ['{"do":"reset","code":1}', 'reset has no "code"; expected no fields'],
    ['{"do":"reset","at":5}', 'at expects an object with some of connection, from, event'],
    ['{"do":"reset","at":{"when":5}}', 'at has no "when"; expected connection, from, event'],
    ['{"do":"reset","at":{"from":"me"}}', 'from expects client or server, got "me"'],
    ['{"do":"reset","at":{"timeMs":5,"count":1}}', 'a fault strikes at a time or at an event, not both'],
    ['{"do":"reset","__proto__":{"a":1}}', 'reset has no "__proto__"'],
  ])('refuses %s and says what was expected', (text, message) => {
    expect(parseFault(text)).toEqual(E.left(expect.stringContaining(message)));
  });
});
