import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, itemIdOf, responseCreate, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { createSimulator, fail, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import { durableSocket } from '../src/index.ts';

/** A socket over a simulator with faults, under virtual time, and all that it says. */
const setUp = (faults: readonly Fault[], responder: Responder) => {
  const time = virtualTime();
  const { WebSocket } = createSimulator({ scheduler: time, seed: 1, voice: noiseVoice(), faults, responder });
  const socket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: WebSocket,
    scheduler: time,
    session: { output_modalities: ['text'] },
    replay: { maxItems: 4 },
    retry: { firstMs: 20 },
  });
  const events: ServerEvent[] = [];
  const listening = socket.subscribe((event) => events.push(event));
  const ask = (text: string): void => {
    socket.next(conversationItemCreate(userText(text)));
    socket.next(responseCreate());
  };
  const count = (type: ServerEvent['type']): number => events.filter((event) => event.type === type).length;
  return { time, socket, events, listening, ask, count };
};

describe('a conversation over a hundred sessions', () => {
  it('says everything once, and leaves no timer', () => {
    const drops = 100;
    const { time, socket, events, listening, ask, count } = setUp(
      [{ at: { timeMs: 6_000 }, do: 'drop' }],
      ({ transcript }) => [say(`Yes to ${transcript}`)],
    );
    let asked = 0;
    let mostPending = 0;
    while (count('connection.restored') < drops) {
      // At the beginning of a session: an answer that is cut has a second item, that which goes on.
      if (asked * 9 <= count('connection.restored')) ask(`${asked++}?`);
      time.advanceTo(time.now() + 1_000);
      mostPending = Math.max(mostPending, time.pending);
    }
    time.advanceTo(time.now() + 2_000);
    expect(count('connection.lost')).toBe(drops);
    expect(count('session.created')).toBe(1);
    expect(count('error')).toBe(0);
    const added = events.flatMap((event) =>
      event.type === 'conversation.item.added' ? [itemIdOf(event.item)] : [],
    );
    expect(added).toHaveLength(2 * asked);
    expect(new Set(added).size).toBe(2 * asked);
    expect(count('response.done')).toBe(asked);
    expect(mostPending).toBeLessThan(20);
    socket.complete();
    listening.unsubscribe();
    time.advanceTo(time.now() + 2_000);
    expect(time.pending).toBe(0);
  });
});

describe('an answer that has failed', () => {
  it('is told as such, and is not asked for again by a new session', () => {
    let asked = 0;
    const { time, ask, events, count } = setUp([{ at: { connection: 1, timeMs: 3_000 }, do: 'drop' }], () => {
      asked += 1;
      return [fail({ code: 'rate_limit_exceeded' })];
    });
    time.advanceTo(100);
    ask('Hello?');
    time.advanceTo(20_000);
    const done = events.find((event) => event.type === 'response.done');
    expect(done).toMatchObject({
      response: { status: 'failed', status_details: { error: { code: 'rate_limit_exceeded' } } },
    });
    expect(count('connection.restored')).toBe(1);
    expect(asked).toBe(1);
  });
});

describe('an item that a new session has already', () => {
  it('counts as given back, in the session that says so', () => {
    const time = virtualTime();
    const { sockets, WebSocket } = fakeWebSockets();
    const socket = durableSocket({
      url: 'ws://server',
      WebSocketCtor: WebSocket,
      scheduler: time,
      retry: { firstMs: 1 },
    });
    const reports: unknown[] = [];
    const errors: string[] = [];
    socket.restored$.subscribe(({ report }) => reports.push(report));
    const listening = socket.subscribe(({ type }) => type === 'error' && errors.push(type));
    const begin = () => {
      time.advanceTo(time.now() + 10);
      const line = sockets.at(-1);
      line?.open();
      line?.message({
        type: 'session.created',
        event_id: 'event_1',
        session: { type: 'realtime', id: 'sess_1' },
      });
      return line;
    };
    const first = begin();
    const item = { ...userText('Hi'), id: 'item_1' };
    socket.next(conversationItemCreate(item));
    first?.message({ type: 'conversation.item.added', event_id: 'event_2', previous_item_id: null, item });
    first?.close(1006);
    const second = begin();
    const { event_id } = JSON.parse(second?.sent.at(-1) ?? '{}') as { readonly event_id?: string };
    const error = {
      type: 'invalid_request_error',
      code: 'item_create_duplicate_item_id',
      message: 'It is there.',
      event_id,
    };
    second?.message({ type: 'error', event_id: 'event_3', error });
    expect(reports).toMatchObject([{ exact: ['item_1'], dropped: [] }]);
    expect(errors).toEqual([]);
    listening.unsubscribe();
  });
});
