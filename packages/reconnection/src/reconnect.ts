import { clockOf } from '@rx-realtime/clock';
import { isRealtimeError } from '@rx-realtime/connection';
import type { RealtimeError } from '@rx-realtime/connection';
import { asyncScheduler, defer, retry, tap, throwError, timer } from 'rxjs';
import type { MonoTypeOperatorFunction, NextObserver, SchedulerLike } from 'rxjs';
import { fullJitter } from './fullJitter.ts';
import type { FullJitterConfig } from './fullJitter.ts';
import { ReconnectError } from './reconnectError.ts';

/** One attempt that is about to be made. */
export interface ReconnectInfo {
  /** 1 for the first attempt after a stable session. */
  readonly attempt: number;
  readonly delayMs: number;
  /** Why the connection before ended. */
  readonly error: RealtimeError;
}

/** When to try again, and when to stop. */
export interface ReconnectConfig extends FullJitterConfig {
  /** How long a session must last for the count of failures to start anew. @defaultValue 5,000 ms */
  readonly stableAfterMs?: number;
  /** How many sessions in a row may end before that; then the circuit opens. @defaultValue 5 */
  readonly maxUnstable?: number;
  /** How many attempts may fail before the very first event. @defaultValue 3 */
  readonly maxInitialAttempts?: number;
  /** How much longer than `Retry-After` to wait at most, so that not everybody is back at once. @defaultValue 0.2 of it */
  readonly retryAfterJitter?: number;
  /** Hears of each attempt before its wait. */
  readonly reconnectingObserver?: NextObserver<ReconnectInfo>;
  /** @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Connects again after a failure that a new connection can mend.
 *
 * Each error of the socket says by itself whether a retry helps, and how long to wait at least. Beyond that, waits grow
 * with full jitter, and start anew only after a session that was stable: a server that accepts and hangs up is not asked
 * for ever. After an expired session the next one is opened at once.
 *
 * ```
 * socket:        --a--b--#               (1006)
 *                           --c--d--|
 * reconnect():   --a--b---------c--d--|
 * ```
 *
 * - **Value**: passed on.
 * - **Completion**: passed on.
 * - **Error**: a retriable {@link RealtimeError} leads to a new attempt; any other is passed on. {@link ReconnectError}
 *   after `maxUnstable` short sessions, or when the server was never reached.
 * - **Unsubscription**: ends the connection or the wait.
 * - **Re-subscription**: starts with a clean count.
 * - Holds no memory.
 *
 * @param config waits and bounds
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { reconnect } from '@rx-realtime/reconnection';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { take } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', WebSocketCtor: createSimulator().WebSocket });
 * socket.pipe(reconnect(), take(1)).subscribe(({ type }) => console.log(type)); // prints: session.created
 */
export function reconnect<T>(config: ReconnectConfig = {}): MonoTypeOperatorFunction<T> {
  const { stableAfterMs = 5_000, maxUnstable = 5, maxInitialAttempts = 3 } = config;
  const { reconnectingObserver, scheduler = asyncScheduler } = config;
  return (source) =>
    defer(() => {
      const clock = clockOf(scheduler);
      let unstable = 0;
      let connectedEver = false;
      let connectedAtMs: number | undefined;

      const connect$ = defer(() => {
        connectedAtMs = undefined;
        return source.pipe(
          tap(() => {
            connectedEver = true;
            connectedAtMs ??= clock.now();
          }),
        );
      });
      const delay = (error: unknown) => {
        if (!isRealtimeError(error) || !error.retriable) return throwError(() => error);
        if (connectedAtMs !== undefined && clock.now() - connectedAtMs >= stableAfterMs) unstable = 0;
        unstable += 1;
        if (!connectedEver && unstable >= maxInitialAttempts) {
          return throwError(() => new ReconnectError('never_connected', unstable, error));
        }
        if (connectedEver && unstable > maxUnstable) {
          return throwError(() => new ReconnectError('circuit_open', unstable, error));
        }
        const delayMs = waitMs(error, unstable - 1, config);
        reconnectingObserver?.next({ attempt: unstable, delayMs, error });
        return timer(delayMs, scheduler);
      };
      return connect$.pipe(retry({ delay }));
    });
}

function waitMs(error: RealtimeError, retries: number, config: ReconnectConfig): number {
  const { random = Math.random, retryAfterJitter = 0.2 } = config;
  return error.retryAfterMs === undefined
    ? (error.leastWaitMs ?? 0) + fullJitter(retries, config)
    : Math.round(error.retryAfterMs * (1 + retryAfterJitter * random()));
}
