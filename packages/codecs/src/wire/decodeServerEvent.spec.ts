import { describe, expect, it } from '@jest/globals';
import { decodeFrame, decodeServerEvent } from './decodeServerEvent.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { Drift } from './drift.ts';
import { strict } from './strict.ts';

const delta = {
  type: 'response.output_text.delta',
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta: 'Hi',
};

const left = (code: DecodeFailure['code']) => ({ _tag: 'Left', left: expect.objectContaining({ code }) });
const failureOf = (payload: unknown): DecodeFailure | undefined => {
  const drifts: Drift[] = [];
  decodeServerEvent(payload, { driftObserver: { next: (drift) => drifts.push(drift) } });
  return drifts[0]?.failure;
};

describe('what is an event', () => {
  it('comes out as it is, with fields that the schema does not know', () => {
    const event = { ...delta, surprise: { deep: [1] } };
    const result = decodeServerEvent(event);
    expect(result._tag === 'Right' && result.right).toBe(event);
    expect(decodeFrame(JSON.stringify(event))).toStrictEqual({ _tag: 'Right', right: event });
  });

  it('may have null for any optional field, and new values of an enumeration', () => {
    const event = {
      type: 'response.done',
      event_id: 'event_1',
      response: {
        id: 'resp_1',
        status: 'paused',
        usage: null,
        audio: null,
        output: null,
        output_modalities: ['smell'],
      },
    };
    expect(decodeServerEvent(event)).toStrictEqual({ _tag: 'Right', right: event });
  });

  it('may be bytes of UTF-8', () => {
    const event = { ...delta, delta: 'grüezi 👋' };
    expect(decodeFrame(new TextEncoder().encode(JSON.stringify(event)))).toStrictEqual({
      _tag: 'Right',
      right: event,
    });
  });
});

describe('what compatible servers leave out', () => {
  it('is filled in: an index is 0, an event_id is made up', () => {
    const { event_id: _id, output_index: _output, content_index: _content, ...bare } = delta;
    const result = decodeServerEvent(bare);
    expect(result).toEqual({
      _tag: 'Right',
      right: { ...delta, event_id: expect.stringMatching(/^local_\w{21}$/) },
    });
    expect(bare).not.toHaveProperty('output_index');
  });

  it('is filled in when it is there but wrong, which is told', () => {
    const wrong = { ...delta, output_index: '1' };
    expect(decodeServerEvent(wrong)).toMatchObject({ _tag: 'Right', right: delta });
    expect(failureOf(wrong)?.problems).toEqual([
      { path: 'output_index', expected: 'number', actual: 'string of length 1' },
    ]);
  });

  it('is the type of a session, which is then realtime', () => {
    const event = { type: 'session.updated', event_id: 'event_1', session: { voice: 'Ara' } };
    expect(decodeServerEvent(event)).toEqual({
      _tag: 'Right',
      right: { ...event, session: { type: 'realtime', voice: 'Ara' } },
    });
  });
});

describe('what a later server may add', () => {
  it('is an item of a new kind: wrapped, and the rest of the event is read', () => {
    const thought = { type: 'reasoning', id: 'item_2', summary: [] };
    const message = { type: 'message', role: 'assistant', id: 'item_1', content: [] };
    const response = { id: 'resp_1', output: [thought, message] };
    expect(decodeServerEvent({ type: 'response.done', event_id: 'event_1', response })).toEqual({
      _tag: 'Right',
      right: {
        type: 'response.done',
        event_id: 'event_1',
        response: {
          id: 'resp_1',
          output: [{ type: 'unknown', wireType: 'reasoning', payload: thought }, message],
        },
      },
    });
  });

  it('is a new turn detection or tool in the echo of a session', () => {
    const turnDetection = { type: 'mind_reading' };
    const session = {
      type: 'realtime',
      audio: { input: { turn_detection: turnDetection } },
      tools: [{ type: 'web' }],
    };
    const result = decodeServerEvent({ type: 'session.updated', event_id: 'event_1', session });
    expect(result).toMatchObject({
      right: {
        session: {
          audio: {
            input: { turn_detection: { type: 'unknown', wireType: 'mind_reading', payload: turnDetection } },
          },
          tools: [{ type: 'unknown', wireType: 'web' }],
        },
      },
    });
  });

  it('is an event of a new type', () => {
    const payload = { type: 'response.smell.delta', event_id: 'event_1' };
    expect(decodeServerEvent(payload)).toStrictEqual({
      _tag: 'Right',
      right: { type: 'unknown', wireType: 'response.smell.delta', payload },
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'is never found in a prototype: %s',
    (type) => {
      expect(decodeServerEvent({ type })).toStrictEqual({
        _tag: 'Right',
        right: { type: 'unknown', wireType: type, payload: { type } },
      });
    },
  );
});

describe('a known event that does not decode', () => {
  it('is an UnknownServerEvent that says where and what, not the value', () => {
    const secret = 'sk-very-secret';
    const payload = { type: 'response.done', event_id: 'event_1', response: { id: { text: secret } } };
    expect(decodeServerEvent(payload)).toStrictEqual({
      _tag: 'Right',
      right: {
        type: 'unknown',
        wireType: 'response.done',
        payload,
        failure: {
          _tag: 'DecodeFailure',
          code: 'invalid_event',
          message: 'ResponseDone: expected string at response.id, got object',
          problems: [{ path: 'response.id', expected: 'string', actual: 'object' }],
        },
      },
    });
    expect(JSON.stringify(failureOf(payload))).not.toContain(secret);
  });

  it('names the place in lists and unions, and hides the keys of maps', () => {
    const output = [
      { type: 'message', role: 'assistant', id: 'item_1', content: [{ text: 1 }] },
      { type: 'function_call', id: 'item_2', name: 'f', arguments: '{}' },
    ];
    expect(
      failureOf({ type: 'response.done', event_id: '', response: { id: 'r', output } })?.problems,
    ).toEqual([{ path: 'response.output.0.content.0.text', expected: 'string', actual: 'number' }]);
    const response = { id: 'r', metadata: { 'secret key': 5 } };
    expect(failureOf({ type: 'response.done', event_id: '', response })?.problems).toEqual([
      { path: 'response.metadata.*', expected: 'string', actual: 'number' },
    ]);
  });

  it('has a report of at most 1 KiB, however much is wrong', () => {
    const long = 'x'.repeat(100_000);
    const wrong = {
      type: 'response.done',
      response: { id: 5, output: 5, status: 5, usage: long, metadata: { [long]: 1 } },
    };
    expect(JSON.stringify(failureOf(wrong)).length).toBeLessThanOrEqual(1024);
  });
});

describe('what is not an event', () => {
  it.each<[DecodeFailure['code'], string]>([
    ['not_json', ''],
    ['not_json', '{"type":"error"'],
    ['not_json', '{"type":"error"}}'],
    ['not_an_event', 'null'],
    ['not_an_event', '[]'],
    ['not_an_event', '"error"'],
    ['not_an_event', '{}'],
    ['not_an_event', '{"type":null}'],
    ['not_an_event', '{"type":["error"]}'],
  ])('is %s: %s', (code, frame) => {
    expect(decodeFrame(frame)).toEqual(left(code));
  });

  it('is a binary frame that is not text', () => {
    expect(decodeFrame(Uint8Array.of(0xff, 0xfe, 0x00))).toEqual(left('not_utf8'));
  });

  it.each([undefined, null, 5, 'text', [], () => undefined, Symbol('x'), 10n])('is %p', (u) => {
    expect(decodeServerEvent(u)).toEqual(left('not_an_event'));
  });

  it('is a value that cannot be read', () => {
    const trap = {
      get type(): string {
        throw new Error('trap');
      },
    };
    expect(decodeServerEvent(trap)).toEqual(left('not_an_event'));
  });
});

describe('strict', () => {
  it('refuses what the schema refuses', () => {
    const event = { ...delta, output_index: 0.5 };
    expect(decodeServerEvent(event)).toEqual({ _tag: 'Right', right: event });
    expect(decodeServerEvent(event, { strict })).toMatchObject({
      right: {
        type: 'unknown',
        failure: { problems: [{ path: 'output_index', expected: 'integer', actual: 'number' }] },
      },
    });
  });

  it('hands out what it does not understand as it came, with nothing invented', () => {
    const event = { type: 'response.output_text.delta', response_id: 'r', item_id: 7, delta: 'x' };
    const decoded = decodeServerEvent(event);
    expect(decoded).toMatchObject({ right: { type: 'unknown', failure: { code: 'invalid_event' } } });
    expect(decoded._tag === 'Right' && decoded.right.type === 'unknown' && decoded.right.payload).toEqual({
      type: 'response.output_text.delta',
      response_id: 'r',
      item_id: 7,
      delta: 'x',
    });
  });
});
