import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { modelDifference } from '../../spec/support/modelDifference.ts';
import { randomSteps } from '../../spec/support/randomSteps.ts';
import { traceOf } from '../../spec/support/traceOf.ts';
import type { Happening } from './happening.ts';
import { reduceServer } from './reduceServer.ts';
import { newServer } from './serverState.ts';
import type { ServerState } from './serverState.ts';

const traces = Array.from({ length: 60 }, (_, seed) =>
  traceOf(seed, [randomSteps(seed, 20), randomSteps(seed + 1_000, 10)]),
);

const differences = (reduce: typeof reduceServer): readonly string[] =>
  traces.flatMap((trace) => modelDifference(trace, reduce) ?? []);

/** Goes through inputs; returns the last state and all that was sent. */
const run = (...inputs: readonly (ClientEvent | Happening)[]) => {
  let state = newServer;
  const sent: ServerEvent[] = [];
  for (const input of inputs) {
    const [next, events] = reduceServer(state, input);
    state = next;
    sent.push(...events);
  }
  return { state, sent, types: sent.map(({ type }) => type) };
};

const opens: Happening = { type: 'server.opens' };
const says: Happening = { type: 'server.says', text: 'It is noon.', audio_ms: 900 };
const respond: ClientEvent = { type: 'response.create', event_id: 'mine' };
const written = (id: string): ClientEvent => ({
  type: 'conversation.item.create',
  item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello.' }] },
});

describe('reduceServer', () => {
  it('takes 100 ms for 100 ms, however they are cut', () => {
    const audio = Buffer.alloc(100).toString('base64');
    const appends = Array.from({ length: 48 }, (): ClientEvent => ({
      type: 'input_audio_buffer.append',
      audio,
    }));
    const { types } = run(opens, ...appends, { type: 'input_audio_buffer.commit' });
    expect(types[1]).toBe('input_audio_buffer.committed');
  });

  it('sends what the simulator sends', () => {
    expect(differences(reduceServer)).toEqual([]);
  });

  it.each<readonly [string, typeof reduceServer]>([
    [
      'puts every item at the end',
      (state, input) =>
        reduceServer(
          state,
          input.type === 'conversation.item.create' ? { ...input, previous_item_id: undefined } : input,
        ),
    ],
    [
      'keeps the items through a close',
      (state, input) => {
        const [next, events] = reduceServer(state, input);
        if (input.type !== 'server.opens' || next.session === undefined) return [next, events];
        const item = { type: 'message', role: 'user', content: [] } as const;
        const kept = {
          id: 'old',
          wire: { ...item, id: 'old' },
          audioMs: 0,
          isSpoken: false,
          isTruncated: false,
        };
        return [{ ...next, session: { ...next.session, items: [kept] } }, events];
      },
    ],
    [
      'answers twice at once',
      (state, input) => {
        const [next, events] = reduceServer(state, input);
        const isRefused = events.some((event) => event.type === 'error');
        return input.type === 'response.create' && isRefused ? [next, []] : [next, events];
      },
    ],
    [
      'says of what was cancelled that it is complete',
      (state, input) =>
        reduceServer(state, input.type === 'response.cancel' ? { type: 'server.ends' } : input),
    ],
  ])('is told from a server that %s', (_, planted) => {
    expect(differences(planted).length).toBeGreaterThan(0);
  });

  it('answers what was said, and keeps what was heard of it', () => {
    const { sent, types } = run(
      opens,
      { type: 'server.speech_starts' },
      { type: 'server.speech_stops' },
      says,
      { type: 'server.ends' },
    );
    expect(types).toEqual([
      'session.created',
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
      'response.output_item.added',
      'conversation.item.added',
      'conversation.item.done',
      'response.output_item.done',
      'response.done',
    ]);
    expect(sent.at(-1)).toMatchObject({
      response: { status: 'completed', output: [{ content: [{ transcript: 'It is noon.' }] }] },
    });
  });

  it('loses everything at a close, and never makes an id again', () => {
    const before = run(opens, written('item_mine'), respond, says);
    expect(run(opens, written('item_mine'), { type: 'server.closes' }).state.session).toBeUndefined();
    const after = run(
      opens,
      written('item_mine'),
      respond,
      says,
      { type: 'server.closes' },
      opens,
      written('item_mine'),
    );
    const idsOf = (events: readonly ServerEvent[]) =>
      events.map((event) => ('event_id' in event ? event.event_id : undefined));
    expect(new Set(idsOf(after.sent)).size).toBe(after.sent.length);
    expect(after.state.session?.items).toHaveLength(1);
    expect(before.state.session?.items).toHaveLength(2);
  });

  it('names the event that it refuses', () => {
    expect(run(opens, respond, respond).sent.at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'conversation_already_has_active_response', event_id: 'mine' },
    });
  });

  it.each<readonly [string, readonly (ClientEvent | Happening)[]]>([
    ['an event when nobody is connected', [written('item_mine')]],
    ['a word when no response is under way', [opens, says]],
    ['the end of a response that is not there', [opens, { type: 'server.ends', response_id: 'resp_0' }]],
    ['the end of speech that did not begin', [opens, { type: 'server.speech_stops' }]],
    [
      'speech in a session that does not listen',
      [
        opens,
        { type: 'session.update', session: { type: 'realtime', audio: { input: { turn_detection: null } } } },
        { type: 'server.speech_starts' },
      ],
    ],
  ])('makes nothing of %s', (_, inputs) => {
    const last = run(...inputs);
    expect(last.types).toEqual(run(...inputs.slice(0, -1)).types);
    expect(last.state).toEqual(run(...inputs.slice(0, -1)).state);
  });

  it('changes no state that it was given', () => {
    const deepFreeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null)
        Object.values(Object.freeze(value)).forEach(deepFreeze);
      return value;
    };
    let state = newServer;
    for (const input of [
      opens,
      written('item_a'),
      respond,
      says,
      written('item_b'),
      { type: 'response.cancel' } as const,
    ]) {
      const before = deepFreeze(state);
      const [next, events] = reduceServer(before, input);
      expect(reduceServer(before, input)).toEqual([next, events]);
      state = next;
    }
    expect(state.session?.items).toHaveLength(3);
  });

  it('takes client events and happenings, and gives server events', () => {
    expectTypeOf(reduceServer).parameters.toEqualTypeOf<[ServerState, ClientEvent | Happening]>();
    expectTypeOf(reduceServer).returns.toEqualTypeOf<readonly [ServerState, readonly ServerEvent[]]>();
    // @ts-expect-error a server event is no input
    void (() => reduceServer(newServer, { type: 'response.done' }));
  });
});
