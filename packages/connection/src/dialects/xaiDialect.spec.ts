import { describe, expect, it } from '@jest/globals';
import { decodeServerEvent, responseCreate } from '@rx-realtime/codecs';
import type { ServerEvent, SessionSettings } from '@rx-realtime/codecs';
import { endpoint } from '../endpoint.ts';
import { xaiDialect } from './xaiDialect.ts';

const lowered = (settings: SessionSettings): unknown =>
  xaiDialect().lower?.({ type: 'session.update', session: { type: 'realtime', ...settings } });

describe('the session', () => {
  it('has voice and turn detection at the top', () => {
    const settings: SessionSettings = {
      instructions: 'Be brief.',
      audio: {
        input: { format: { type: 'audio/pcm', rate: 16_000 }, turn_detection: { type: 'server_vad' } },
        output: { format: { type: 'audio/pcm', rate: 48_000 }, voice: 'eve', speed: 1.2 },
      },
    };
    expect(lowered(settings)).toEqual({
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions: 'Be brief.',
        voice: 'eve',
        turn_detection: { type: 'server_vad' },
        audio: {
          input: { format: { type: 'audio/pcm', rate: 16_000 } },
          output: { format: { type: 'audio/pcm', rate: 48_000 }, speed: 1.2 },
        },
      },
    });
  });

  it('changes only what is there', () => {
    const session = (rest: object): object => ({
      type: 'session.update',
      session: { type: 'realtime', ...rest },
    });
    expect(lowered({ instructions: 'Hi' })).toEqual(session({ instructions: 'Hi' }));
    expect(lowered({ audio: { output: { voice: 'ara' } } })).toEqual(session({ voice: 'ara' }));
    expect(lowered({ audio: { input: { turn_detection: null } } })).toEqual(
      session({ turn_detection: { type: null } }),
    );
  });

  it('leaves what only xAI knows, and other events', () => {
    const settings = { instructions: 'Hi', resumption: { enabled: true } };
    expect(lowered(settings)).toMatchObject({ session: { resumption: { enabled: true } } });
    const event = responseCreate();
    expect(xaiDialect().lower?.(event)).toBe(event);
  });

  it('is read in its place of today', () => {
    // As xAI sends it (pipecat, tests/test_xai_realtime_events.py).
    const session = {
      id: 'sess-1',
      voice: 'xai_ara',
      modalities: ['audio'],
      turn_detection: { type: null },
      tools: [],
    };
    expect(xaiDialect().lift?.({ type: 'session.created', event_id: 'evt-1', session })).toMatchObject([
      {
        session: {
          type: 'realtime',
          output_modalities: ['audio'],
          audio: { input: { turn_detection: null }, output: { voice: 'xai_ara' } },
        },
      },
    ]);
  });
});

describe('transcripts of the user', () => {
  const type = 'conversation.item.input_audio_transcription';
  const updated = (transcript: string, item_id = 'item_1') => ({
    type: `${type}.updated`,
    event_id: 'event_1',
    item_id,
    transcript,
  });
  const completed = (transcript: string, more: object = {}) => ({
    ...updated(transcript),
    type: `${type}.completed`,
    ...more,
  });
  const delta = (text: string, item_id = 'item_1') => ({
    type: `${type}.delta`,
    event_id: 'event_1',
    item_id,
    delta: text,
  });
  const lifted = (...events: readonly object[]): readonly unknown[] => {
    const { lift } = xaiDialect();
    return events.flatMap((event) => lift?.(event) ?? []);
  };

  it('follows each connection by itself, whose items may have the same ids', () => {
    const { lift } = xaiDialect();
    const [one, other] = [{}, {}];
    expect(lift?.(updated('Good'), one)).toEqual([delta('Good')]);
    expect(lift?.(updated('Bye'), other)).toEqual([delta('Bye')]);
    expect(lift?.(updated('Good day'), one)).toEqual([delta(' day')]);
  });

  it('that go on are deltas', () => {
    const events = lifted(
      updated('Good'),
      updated('Good'),
      updated('Good morning'),
      completed('Good morning.'),
    );
    expect(events).toEqual([delta('Good'), delta(' morning'), completed('Good morning.')]);
  });

  it('that correct themselves are no deltas, until they go on from what is known', () => {
    const events = lifted(updated('Goo'), updated('Could'), updated('Good'));
    expect(events).toEqual([delta('Goo'), updated('Could'), delta('d')]);
  });

  it('are those of their items', () => {
    const events = lifted(updated('Good'), updated('Bye', 'item_2'), updated('Good day'));
    expect(events).toEqual([delta('Good'), delta('Bye', 'item_2'), delta(' day')]);
  });

  it('that are called complete too early go on', () => {
    const early = completed('Good', { status: 'in_progress' });
    expect(lifted(early, completed('Good day.'))).toEqual([
      { ...delta('Good'), status: 'in_progress' },
      completed('Good day.'),
    ]);
  });

  it('are forgotten when they are complete, and the oldest when there are many', () => {
    expect(lifted(updated('Good'), completed('Good.'), updated('Good'))).toHaveLength(3);
    const many = Array.from({ length: 16 }, (_, n) => updated('Hi', `other_${n}`));
    expect(lifted(updated('Good'), ...many, updated('Good day')).at(-1)).toEqual(delta('Good day'));
  });

  it.each([{ transcript: undefined }, { transcript: 5 }])('without words stay as they are: %j', (odd) => {
    const event = { ...updated(''), ...odd };
    expect(lifted(event)).toEqual([event]);
  });
});

describe('other events', () => {
  const { lift } = xaiDialect();
  const item = { id: 'item_1', type: 'message', role: 'user', status: 'completed', content: [] };

  it('of items have an end, and no place at the front', () => {
    const added = { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item };
    const { previous_item_id: _null, ...placeless } = added;
    expect(lift?.(added)).toEqual([placeless, { ...placeless, type: 'conversation.item.done' }]);
    const after = { ...added, previous_item_id: 'item_0', item: { ...item, status: 'in_progress' } };
    expect(lift?.(after)).toEqual([after]);
    const output = { type: 'response.output_item.done', event_id: 'event_2', response_id: 'resp_1', item };
    expect(lift?.(output)).toMatchObject([{ type: 'conversation.item.done' }, output]);
  });

  it.each([
    ['Cancellation failed: no active response found', 'response_cancel_not_active'],
    ['The conversation already has an active response', 'conversation_already_has_active_response'],
    ['Something else', 'x'],
  ])('that are errors have the code that is known: %s', (message, code) => {
    const error = { type: 'error', event_id: 'event_1', error: { message, code: 'x' } };
    expect(lift?.(error)).toEqual([{ ...error, error: { message, code } }]);
  });

  it('that end a response bring its usage inside of it', () => {
    const usage = { total_tokens: 3 };
    const done = { type: 'response.done', event_id: 'event_1', response: { id: 'resp_1' }, usage };
    expect(lift?.(done)).toMatchObject([{ response: { id: 'resp_1', usage } }]);
  });

  it('that only keep the line alive are none', () => {
    expect(lift?.({ type: 'ping', event_id: 'event_1', timestamp: 1 })).toEqual([]);
  });

  it.each([null, 'text', {}, { type: 5 }])('that are none pass: %j', (u) => {
    expect(lift?.(u)).toEqual([u]);
  });
});

it.each<[boolean, unknown]>([
  [true, { type: 'session.created', event_id: 'event_1', session: 5 }],
  [true, { type: 'conversation.created', event_id: 'event_1', conversation: { id: 'conv_1' } }],
  [false, { type: 'session.updated', event_id: 'event_1', session: {} }],
])('is ready: %s', (isReady, event) => {
  const decoded = decodeServerEvent(event);
  const read: ServerEvent | undefined = decoded._tag === 'Right' ? decoded.right : undefined;
  expect(read && xaiDialect().ready?.(read)).toBe(isReady);
});

it('lives at xAI, or where it is said to', () => {
  const { route } = xaiDialect();
  const at = (config: Parameters<NonNullable<typeof route>>[0]) =>
    endpoint(config, 'key', 'headers', route?.(config));
  expect(at({ model: 'grok-voice-latest' })).toEqual({
    url: 'wss://api.x.ai/v1/realtime?model=grok-voice-latest',
    protocols: [],
    headers: { Authorization: 'Bearer key' },
  });
  expect(at({ url: 'ws://localhost:1/' }).url).toBe('ws://localhost:1/');
});
