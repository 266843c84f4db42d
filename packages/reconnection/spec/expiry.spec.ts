import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, userText } from '@rx-realtime/codecs';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import type { FakeWebSocket } from '@rx-realtime/test-kit';
import { virtualTime } from '@rx-realtime/simulator';
import { durableSocket } from '../src/index.ts';
import type { RotationConfig, RotationOutcome } from '../src/index.ts';

const minuteMs = 60_000;

const created = (expiresAt?: number | null) => ({
  type: 'session.created',
  event_id: 'event_1',
  session: { type: 'realtime', id: 'sess_1', object: 'realtime.session', expires_at: expiresAt },
});

/** A socket, and the connections that a spec plays. */
const setUp = (rotation: RotationConfig = {}) => {
  const time = virtualTime();
  const { sockets, WebSocket } = fakeWebSockets();
  const socket = durableSocket({
    url: 'ws://server',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: WebSocket,
    scheduler: time,
    heartbeat: false,
    rotation: { random: () => 0, ...rotation },
  });
  const types: string[] = [];
  const subscription = socket.subscribe(({ type }) => types.push(type));
  time.advanceTo(1);
  const line = (number: number): FakeWebSocket => {
    const found = sockets[number - 1];
    if (found === undefined) throw new Error(`nobody has dialled for the ${number}th time`);
    return found;
  };
  const begin = (number: number, expiresAt?: number | null): FakeWebSocket => {
    const found = line(number);
    found.open();
    found.message(created(expiresAt));
    return found;
  };
  return { time, socket, sockets, types, begin, subscription };
};

/** When the second connection is made, in minutes. */
const startMinutes = (expiresAt: number | null | undefined, rotation?: RotationConfig): number => {
  const { time, sockets, begin } = setUp(rotation);
  begin(1, expiresAt);
  for (let seconds = 0; seconds < 8_000; seconds++) {
    time.advanceTo(seconds * 1_000);
    if (sockets.length > 1) return seconds / 60;
  }
  return Infinity;
};

describe('the expiry of a session', () => {
  it.each([
    ['in an hour', 3_600, 59],
    ['in two hours', 7_200, 119],
    ['in 40 seconds: half of its life before it', 40, 20 / 60],
  ])('makes the next one begin before it: %s', (_, expiresAt, minutes) => {
    expect(startMinutes(expiresAt)).toBeCloseTo(minutes, 1);
  });

  it.each([
    ['long ago', 0],
    ['in the past', -100],
    ['in more than two hours', 7_300],
    ['in another century', 4e12],
    ['never', null],
    ['untold', undefined],
  ])('is not believed, and the next one begins after 55 minutes: %s', (_, expiresAt) => {
    expect(startMinutes(expiresAt)).toBeCloseTo(55, 1);
  });

  it('is not met by everybody at once', () => {
    const starts = [0, 0.25, 0.5, 0.75].map((dice) => startMinutes(3_600, { random: () => dice }));
    expect(new Set(starts).size).toBe(4);
    expect(Math.max(...starts) - Math.min(...starts)).toBeCloseTo(0.375, 1);
    expect(startMinutes(3_600, { random: () => 0.9, jitter: 0 })).toBeCloseTo(59, 1);
  });

  it('leaves room of half a life at most, whatever is asked for', () => {
    expect(startMinutes(600, { marginMs: 60 * minuteMs })).toBeCloseTo(5, 1);
  });

  it('is met once: a second session that is refused is not asked for again within the least gap', () => {
    const { time, sockets, begin } = setUp();
    begin(1, 3_600);
    time.advanceTo(59 * minuteMs);
    sockets[1]?.close(1011);
    time.advanceTo(60 * minuteMs - 1);
    expect(sockets).toHaveLength(2);
  });

  it('is met again where there is room for another attempt', () => {
    const { time, sockets, begin } = setUp({ marginMs: 5 * minuteMs });
    begin(1, 3_600);
    time.advanceTo(55 * minuteMs);
    sockets[1]?.close(1011);
    time.advanceTo(56 * minuteMs);
    expect(sockets).toHaveLength(3);
  });
});

describe('the session before', () => {
  it('is not heard any more, and what it says is counted', () => {
    const { time, socket, types, begin } = setUp();
    const counts: number[] = [];
    socket.staleEvents$.subscribe((count) => counts.push(count));
    const before = begin(1, 3_600);
    before.answersClose = false;
    socket.rotate();
    time.advanceTo(2);
    begin(2, 3_600);
    expect(before.closedWith).toBe(1000);
    before.message({
      type: 'input_audio_buffer.speech_started',
      event_id: 'event_2',
      audio_start_ms: 0,
      item_id: 'item_1',
    });
    expect(counts).toEqual([0, 1]);
    expect(types).toEqual(['session.created', 'connection.restored']);
  });

  it('goes on when the second session is not there at the deadline', () => {
    const { time, socket, types, sockets, begin } = setUp({ marginMs: 5_000 });
    const outcomes: RotationOutcome[] = [];
    begin(1, 3_600);
    socket.rotate().subscribe((outcome) => outcomes.push(outcome));
    time.advanceTo(2);
    sockets[1]?.open();
    time.advanceTo(5_001);
    expect(outcomes).toMatchObject([
      { state: 'stayed', reason: 'refused', error: { code: 'rotation_failed' } },
    ]);
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([true, false]);
    expect(types).toEqual(['session.created']);
  });

  it('confirms nothing that the second session was told too', () => {
    const { time, socket, begin } = setUp({ marginMs: 5_000 });
    const fates: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => fates.push(`${event.type} ${state}`));
    const before = begin(1, 3_600);
    before.answersClose = false;
    socket.next(conversationItemCreate({ ...userText('Hi'), id: 'item_1' }));
    socket.rotate();
    time.advanceTo(2);
    const after = begin(2, 3_600);
    time.advanceTo(5_001);
    const added = {
      type: 'conversation.item.added',
      event_id: 'event_2',
      previous_item_id: null,
      item: { ...userText('Hi'), id: 'item_1' },
    };
    before.message(added);
    expect(fates).toEqual([]);
    expect(after.sentTypes).toEqual(['conversation.item.create']);
    after.message(added);
    expect(fates).toEqual(['conversation.item.create acknowledged']);
  });

  it('is closed with the second one when nobody listens any more, and the conversation goes on later', () => {
    const { time, socket, sockets, begin, subscription } = setUp();
    begin(1, 3_600);
    const outcomes: RotationOutcome[] = [];
    socket.next({ type: 'conversation.item.retrieve', item_id: 'item_1' });
    socket.rotate().subscribe((outcome) => outcomes.push(outcome));
    time.advanceTo(2);
    begin(2, 3_600);
    subscription.unsubscribe();
    expect(sockets.map(({ closedWith }) => closedWith)).toEqual([1000, 1000]);
    expect(outcomes).toEqual([{ state: 'stayed', reason: 'lost' }]);
    expect(time.pending).toBe(0);
    const types: string[] = [];
    socket.subscribe(({ type }) => types.push(type));
    time.advanceTo(3);
    begin(3, 3_600);
    expect(types).toEqual(['connection.restored']);
  });

  it('takes what was under way with it: a retrieval is told as uncertain', () => {
    const { time, socket, begin } = setUp({ marginMs: 5_000 });
    const fates: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => fates.push(`${event.type} ${state}`));
    begin(1, 3_600);
    socket.next({ type: 'conversation.item.retrieve', item_id: 'item_1' });
    socket.rotate();
    time.advanceTo(2);
    begin(2, 3_600);
    time.advanceTo(4_000);
    expect(fates).toEqual([]);
    time.advanceTo(6_000);
    expect(fates).toEqual(['conversation.item.retrieve uncertain']);
  });
});
