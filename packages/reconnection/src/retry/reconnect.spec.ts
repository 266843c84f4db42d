import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { RealtimeError, realtimeSocket } from '@rx-realtime/connection';
import { fakeWebSockets, itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { concat, defer, of, throwError, timer, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { reconnect } from './reconnect.ts';
import type { ReconnectInfo } from './reconnect.ts';
import { ReconnectError } from './reconnectError.ts';

const lost = new RealtimeError({
  code: 'closed_1006',
  reason: 'close',
  message: 'lost',
  retriable: true,
  closeCode: 1006,
});
const expired = new RealtimeError({
  code: 'session_expired',
  reason: 'close',
  message: 'expired',
  retriable: true,
  retryAfterMs: 0,
});
const refused = new RealtimeError({
  code: 'invalid_api_key',
  reason: 'auth',
  message: 'no',
  retriable: false,
});
const busy = new RealtimeError({
  code: 'http_429',
  reason: 'open',
  message: 'busy',
  retriable: true,
  retryAfterMs: 100,
});
const later = new RealtimeError({
  code: 'closed_1013',
  reason: 'close',
  message: 'later',
  retriable: true,
  closeCode: 1013,
  leastWaitMs: 1_000,
});

/** A source that behaves differently at each subscription. */
const inTurn = <T>(...sources: Observable<T>[]): Observable<T> => {
  let index = 0;
  return defer(() => sources[Math.min(index++, sources.length - 1)]!);
};
const half = { random: () => 0.5, firstMs: 10, maxMs: 40 };

describe('reconnect', () => {
  it('connects again after a retriable error, after a wait', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first$ = cold('--a--#', undefined, lost);
      const second$ = cold('--b--|');
      expectObservable(inTurn(first$, second$).pipe(reconnect(half))).toBe('--a-- 5ms --b--|');
      expectSubscriptions(first$.subscriptions).toBe('^----!');
      expectSubscriptions(second$.subscriptions).toBe('----- 5ms ^----!');
    });
  });

  itHasALifeCycle({
    operator: (scheduler) => reconnect({ scheduler }),
    values: { a: 'a', b: 'b' },
    results: { a: 'a', b: 'b' },
    one: ['--a--', '--a--'],
    many: ['-a-b--a-', '-a-b--a-'],
  });

  it('passes on at once what no retry mends', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--#', undefined, refused).pipe(reconnect(half))).toBe('--#', undefined, refused);
      expectObservable(cold('--#', undefined, 'other').pipe(reconnect(half))).toBe('--#', undefined, 'other');
    });
  });

  it('opens the next session at once after an expired one', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source$ = inTurn(cold('a 6s #', undefined, expired), cold('b|'));
      expectObservable(source$.pipe(reconnect(half))).toBe('a 6s b|');
    });
  });

  it('waits as long as the server asked, and a little more', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source$ = inTurn(cold('a#', undefined, busy), cold('b|'));
      expectObservable(source$.pipe(reconnect(half))).toBe('a 110ms b|');
    });
  });

  it('waits at least a second after "try again later"', () => {
    const delays: number[] = [];
    runMarbles(({ cold, expectObservable }) => {
      const source$ = inTurn(cold('a#', undefined, later), cold('b|'));
      const config = {
        ...half,
        reconnectingObserver: { next: ({ delayMs }: ReconnectInfo) => delays.push(delayMs) },
      };
      expectObservable(source$.pipe(reconnect(config))).toBe('a 1005ms b|');
    });
    expect(delays).toEqual([1_005]);
  });

  it('gives up when the server was not reached for maxInitialMs', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-#', undefined, lost);
      // Waits of 5, 10 and 20 ms; the attempt after them fails after the 38th.
      expectObservable(source$.pipe(reconnect({ ...half, maxInitialMs: 38 }))).toBe(
        '- 5ms - 10ms - 20ms -#',
        undefined,
        new ReconnectError('never_connected', 4, lost),
      );
      expectSubscriptions(source$.subscriptions).toBe([
        '^!',
        '- 5ms ^!',
        '- 5ms - 10ms ^!',
        '- 5ms - 10ms - 20ms ^!',
      ]);
    });
  });

  it('tries a server on that was reached before, for as long as maxOutageMs says', () => {
    let attempts = 0;
    runMarbles(({ cold, expectObservable }) => {
      const down$ = defer(() => {
        attempts += 1;
        return throwError(() => lost);
      });
      const result$ = inTurn(cold('a#', undefined, lost), down$).pipe(reconnect(half));
      expectObservable(result$, '^ 60m !').toBe('a');
    });
    // Every 20 ms, once the waits have grown.
    expect(attempts).toBeGreaterThan(179_000);
    runMarbles(({ cold, expectObservable }) => {
      const result$ = inTurn(cold('a#', undefined, lost), cold('#', undefined, lost)).pipe(
        reconnect({ ...half, maxOutageMs: 34 }),
      );
      expectObservable(result$).toBe('a 35ms #', undefined, new ReconnectError('outage_too_long', 4, lost));
    });
  });

  it('counts only sessions that came about towards the circuit, and not the news that one is lost', () => {
    const codes: unknown[] = [];
    runMarbles(({ cold }) => {
      const opened$ = cold('(l#)', { l: { type: 'connection.lost' } }, lost);
      const session$ = cold('a#', { a: { type: 'session.created' } }, lost);
      const turns = Array.from({ length: 20 }, () => [session$, opened$, opened$]).flat();
      inTurn(...turns)
        .pipe(reconnect({ ...half, maxUnstable: 2 }))
        .subscribe({ error: ({ code, attempts }: ReconnectError) => codes.push(code, attempts) });
    });
    expect(codes).toEqual(['circuit_open', 7]);
  });

  it('grows its waits with every failure, be it of an attempt or of a session', () => {
    const delays: number[] = [];
    runMarbles(({ cold }) => {
      inTurn(cold('#', undefined, lost), cold('a#', undefined, lost), cold('#', undefined, lost), cold('-'))
        .pipe(reconnect({ ...half, reconnectingObserver: { next: ({ delayMs }) => delays.push(delayMs) } }))
        .subscribe();
    });
    expect(delays).toEqual([5, 10, 20]);
  });

  it('counts stability from the first event of a session, not from the last', () => {
    const attempts: number[] = [];
    runMarbles(({ cold }) => {
      const busy$ = cold('a 4s b 999ms #', undefined, lost);
      inTurn(busy$, busy$, cold('-'))
        .pipe(reconnect({ ...half, reconnectingObserver: { next: ({ attempt }) => attempts.push(attempt) } }))
        .subscribe();
    });
    expect(attempts).toEqual([1, 1]);
  });

  it('opens the circuit when sessions keep ending young', () => {
    const attempts: number[] = [];
    runMarbles(({ cold, expectObservable }) => {
      const source$ = cold('a#', undefined, lost);
      const config = {
        ...half,
        maxUnstable: 2,
        reconnectingObserver: { next: ({ attempt }: ReconnectInfo) => attempts.push(attempt) },
      };
      expectObservable(source$.pipe(reconnect(config))).toBe(
        'a 5ms a 10ms a#',
        undefined,
        new ReconnectError('circuit_open', 3, lost),
      );
    });
    expect(attempts).toEqual([1, 2]);
  });

  describe('on a socket', () => {
    const setUp = () => {
      const scheduler = new VirtualTimeScheduler();
      const { sockets, WebSocket } = fakeWebSockets();
      const socket = realtimeSocket({
        url: 'ws://fake',
        heartbeat: false,
        WebSocketCtor: WebSocket,
        scheduler,
      });
      const advance = (ms: number) => {
        scheduler.maxFrames = scheduler.now() + ms;
        scheduler.schedule(() => undefined, ms);
        scheduler.flush();
      };
      return { scheduler, sockets, socket, advance };
    };

    it('holds everybody to its wait', () => {
      const { scheduler, sockets, socket, advance } = setUp();
      const random = () => 0.5;
      const subscription = socket.pipe(reconnect({ random, scheduler })).subscribe();
      sockets[0]!.close(1006);
      const other = socket.connect();
      advance(124);
      expect(sockets).toHaveLength(1);
      advance(1);
      expect(sockets).toHaveLength(2);
      subscription.unsubscribe();
      other.unsubscribe();
    });

    it('reports what still waits when it gives up', () => {
      const { scheduler, sockets, socket, advance } = setUp();
      const undelivered: string[] = [];
      socket.undelivered$.subscribe(({ event, error }) => undelivered.push(`${event.type} ${error.code}`));
      const errors: unknown[] = [];
      socket
        .pipe(reconnect({ maxInitialMs: 0, scheduler }))
        .subscribe({ error: (error) => errors.push(error) });
      socket.next({ type: 'response.create' });
      sockets[0]!.close(1006);
      advance(1);
      expect(errors).toEqual([expect.objectContaining({ code: 'never_connected' })]);
      expect(undelivered).toEqual(['response.create socket_closed']);
    });

    it('asks again for a credential that could not be had', () => {
      const scheduler = new VirtualTimeScheduler();
      const { sockets, WebSocket } = fakeWebSockets();
      let asked = 0;
      const apiKey = () => {
        asked += 1;
        if (asked < 3) throw new Error('sk-secret: the token server restarts');
        return 'sk-1';
      };
      const failures: string[] = [];
      const config = {
        url: 'ws://127.0.0.1',
        heartbeat: false,
        WebSocketCtor: WebSocket,
        scheduler,
      } as const;
      const reconnectingObserver = { next: ({ error }: ReconnectInfo) => failures.push(error.code) };
      realtimeSocket({ ...config, apiKey })
        .pipe(reconnect({ scheduler, reconnectingObserver }))
        .subscribe();
      scheduler.maxFrames = 5_000;
      scheduler.flush();
      expect(failures.slice(0, 2)).toEqual(['credential_failed', 'credential_failed']);
      expect(sockets).not.toHaveLength(0);
    });
  });

  it('starts counting anew after a stable session', () => {
    const attempts: number[] = [];
    runMarbles(({ cold, expectObservable }) => {
      const stable$ = cold('a 5s #', undefined, lost);
      const config = {
        ...half,
        maxUnstable: 1,
        reconnectingObserver: { next: ({ attempt }: ReconnectInfo) => attempts.push(attempt) },
      };
      expectObservable(inTurn(stable$, stable$, stable$, cold('b|')).pipe(reconnect(config))).toBe(
        'a 5005ms a 5005ms a 5005ms b|',
      );
    });
    expect(attempts).toEqual([1, 1, 1]);
  });

  it('ends the wait when it is unsubscribed, and starts with a clean count when subscribed again', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-#', undefined, lost);
      const result$ = source$.pipe(reconnect(half));
      expectObservable(result$, '^--!').toBe('---');
      expectObservable(result$, '20ms ^--!').toBe('---');
      expectSubscriptions(source$.subscriptions).toBe(['^!', '20ms ^!']);
    });
  });

  describe('with the wall clock set', () => {
    afterEach(() => {
      jest.useRealTimers();
    });

    it.each([
      ['back', -3_600_000],
      ['on', 3_600_000],
    ])('%s by an hour during each session, counts as it should', (_, jumpMs) => {
      jest.useFakeTimers();
      let sessions = 0;
      /** Lives for six seconds, or for one, and dies. */
      const sessionOf = (livesMs: number) =>
        concat(of('ready'), timer(livesMs)).pipe((session$) =>
          concat(
            session$,
            throwError(() => lost),
          ),
        );
      const socket$ = (livesMs: number) =>
        defer(() => {
          sessions += 1;
          setTimeout(() => jest.setSystemTime(Date.now() + jumpMs), livesMs / 2);
          return sessionOf(livesMs);
        });
      const failures: unknown[] = [];
      const stable = socket$(6_000)
        .pipe(reconnect(half))
        .subscribe({ error: (error) => failures.push(error) });
      jest.advanceTimersByTime(20 * 6_100);
      expect(sessions).toBeGreaterThanOrEqual(20);
      expect(failures).toEqual([]);
      stable.unsubscribe();
      socket$(1_000)
        .pipe(reconnect(half))
        .subscribe({ error: (error) => failures.push(error) });
      jest.advanceTimersByTime(20 * 1_100);
      expect(failures).toEqual([expect.objectContaining({ code: 'circuit_open' })]);
    });
  });
});
