import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { RealtimeError } from '@rx-realtime/connection';
import { runMarbles } from '@rx-realtime/test-kit';
import { concat, defer, of, throwError, timer } from 'rxjs';
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

  it('passes values, completion and never-ending sources through', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--a--|').pipe(reconnect())).toBe('--a--|');
      expectObservable(cold('|').pipe(reconnect())).toBe('|');
      expectObservable(cold('-').pipe(reconnect())).toBe('-');
    });
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

  it('gives up when the server was never reached', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-#', undefined, lost);
      expectObservable(source$.pipe(reconnect(half))).toBe(
        '- 5ms - 10ms -#',
        undefined,
        new ReconnectError('never_connected', 3, lost),
      );
      expectSubscriptions(source$.subscriptions).toBe(['^!', '- 5ms ^!', '- 5ms - 10ms ^!']);
    });
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
