import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, userText } from '@rx-realtime/codecs';
import { RealtimeError } from '@rx-realtime/connection';
import { virtualTime } from '@rx-realtime/simulator';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import { concat, defer, NEVER, of, throwError, timer } from 'rxjs';
import { durableSocket, reconnect } from '../src/index.ts';
import { modelLine } from '../test/modelLine.ts';

/** How long a conversation of so many items is away, and how much of that passes after its new session has begun, in ms. */
const absence = (items: number, roundTripMs: number) => {
  const scheduler = virtualTime();
  const latencyMs = roundTripMs / 2;
  // The settings, all items, and the one that is lost with the line.
  const cuts = [{ connection: 1, from: 'client', count: items + 2, how: 'before' }] as const;
  const { WebSocket } = modelLine({ scheduler, deeds: () => [], cuts, latencyMs });
  const socket = durableSocket({
    url: 'ws://model',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: WebSocket,
    scheduler,
    session: { output_modalities: ['text'] },
    heartbeat: false,
    retry: { random: () => 0.5 },
  });
  const atMs: Record<string, number> = {};
  let restored = 0;
  const running = socket.subscribe(({ type }) => (atMs[type] = scheduler.now()));
  socket.status$.subscribe(({ state }) => (atMs[state] = scheduler.now()));
  socket.restored$.subscribe(({ report }) => (restored = report.exact.length));
  for (let item = 0; item < items; item++) socket.next(conversationItemCreate(userText(`Item ${item}`)));
  scheduler.advanceTo(5_000);
  socket.next(conversationItemCreate(userText('The last one')));
  scheduler.advanceTo(15_000);
  running.unsubscribe();
  const { 'connection.lost': lostMs = NaN, 'connection.restored': restoredMs = NaN, open = NaN } = atMs;
  return { restored, totalMs: restoredMs - lostMs, sinceOpenMs: restoredMs - open };
};

describe('the time to recover', () => {
  it.each([0, 50, 200])(
    'is a wait and a few round trips of %i ms, however much is restored',
    (roundTripMs) => {
      const [some, many] = [absence(50, roundTripMs), absence(200, roundTripMs)];
      expect([some.restored, many.restored]).toEqual([50, 200]);
      // The half of a round trip in which `session.created` comes, and one for everything that is given back.
      expect(some.sinceOpenMs).toBeLessThanOrEqual(1.5 * roundTripMs);
      expect(some.totalMs).toBeLessThanOrEqual(150 + 4 * roundTripMs);
      expect(many.totalMs).toBeLessThanOrEqual(some.totalMs + roundTripMs);
    },
  );
});

describe('a server that hangs up', () => {
  it('is left in peace after a few connections, and the socket says so', () => {
    const scheduler = virtualTime();
    const created = { type: 'session.created', event_id: 'event_1', session: { type: 'realtime', id: 's' } };
    const { sockets, WebSocket } = fakeWebSockets((socket) =>
      scheduler.schedule(() => {
        socket.open();
        socket.message(created);
        scheduler.schedule(() => socket.close(1011), 1);
      }),
    );
    const ends: unknown[] = [];
    durableSocket({ url: 'ws://server', WebSocketCtor: WebSocket, scheduler }).subscribe({
      error: ({ code }: { readonly code: string }) => ends.push(code),
    });
    scheduler.advanceTo(10_000);
    expect(sockets.length).toBeLessThanOrEqual(8);
    scheduler.advanceTo(3_600_000);
    expect(sockets.length).toBeLessThanOrEqual(8);
    expect(ends).toEqual(['circuit_open']);
  });
});

const lost = new RealtimeError({ code: 'closed_1006', reason: 'close', message: 'lost', retriable: true });

/** When each of so many clients asks again, when all were cut off at once for so long. */
const herd = (clients: number, outageMs: number, seed: number): readonly number[] => {
  const scheduler = virtualTime();
  let dice = seed;
  const random = (): number => (dice = (dice * 16_807) % 2_147_483_647) / 2_147_483_647;
  const asked: number[] = [];
  const cutMs = 10_000;
  for (let client = 0; client < clients; client++) {
    const connection$ = defer(() => {
      const nowMs = scheduler.now();
      if (nowMs > 0) asked.push(nowMs - cutMs);
      if (nowMs === 0)
        return concat(
          of('session.created'),
          timer(cutMs, scheduler),
          throwError(() => lost),
        );
      return nowMs - cutMs < outageMs ? throwError(() => lost) : NEVER;
    });
    connection$.pipe(reconnect({ scheduler, random })).subscribe();
  }
  scheduler.advanceTo(cutMs + outageMs + 60_000);
  return asked.filter((ms) => ms >= outageMs);
};

/** How many there are at most within 100 ms. */
const peak = (timesMs: readonly number[]): number => {
  const sorted = [...timesMs].sort((one, other) => one - other);
  let first = 0;
  return sorted.reduce((most, ms, index) => {
    while (ms - (sorted[first] ?? ms) >= 100) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
};

describe('a thousand clients that are cut off at once', () => {
  it.each([
    [0, 450],
    [10_000, 60],
  ])('do not come back at once after %i ms', (outageMs, most) => {
    const asked = herd(1_000, outageMs, 7);
    expect(asked).toHaveLength(1_000);
    expect(peak(asked)).toBeLessThanOrEqual(most);
  });
});
