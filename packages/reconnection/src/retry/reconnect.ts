import { clockOf } from '@rx-realtime/clock';
import { isRealtimeError } from '@rx-realtime/connection';
import type { RealtimeError } from '@rx-realtime/connection';
import { abandon, postpone } from '@rx-realtime/connection/link';
import { asyncScheduler, defer, retry, tap, throwError, timer } from 'rxjs';
import type { MonoTypeOperatorFunction, NextObserver, SchedulerLike } from 'rxjs';
import { fullJitter } from './fullJitter.ts';
import type { FullJitterConfig } from './fullJitter.ts';
import { ReconnectError } from './reconnectError.ts';
import type { ReconnectErrorCode } from './reconnectError.ts';

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
  /** How long a session must last for the counts to start anew. @defaultValue 5,000 ms */
  readonly stableAfterMs?: number;
  /** How many sessions in a row may end before that; then the circuit opens. @defaultValue 5 */
  readonly maxUnstable?: number;
  /** How long a server is tried that was never reached. @defaultValue 60,000 ms */
  readonly maxInitialMs?: number;
  /** How long a server is tried that was reached before. @defaultValue `Infinity` */
  readonly maxOutageMs?: number;
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
 * for ever, one that cannot be reached is tried on. After an expired session the next one is opened at once.
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
 *   after `maxUnstable` short sessions, or when the server was not reached for too long; what still waits to be sent is
 *   reported then.
 * - **Unsubscription**: ends the connection or the wait.
 * - **Re-subscription**: starts with a clean count.
 * - **Memory**: none.
 *
 * @param config waits and bounds
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { reconnect } from '@rx-realtime/reconnection';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { take } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: createSimulator().WebSocket });
 * socket.pipe(reconnect(), take(1)).subscribe(({ type }) => console.log(type)); // prints: session.created
 */
export function reconnect<T>(config: ReconnectConfig = {}): MonoTypeOperatorFunction<T> {
  const { reconnectingObserver, scheduler = asyncScheduler } = config;
  return (source) =>
    defer(() => {
      const clock = clockOf(scheduler);
      const history = new ConnectionHistory(clock.now(), config);

      const connect$ = defer(() =>
        source.pipe(
          tap((value) => {
            if (!isLoss(value)) history.reached(clock.now());
          }),
        ),
      );
      const delay = (error: unknown) => {
        if (!isRealtimeError(error) || !error.retriable) return throwError(() => error);
        history.failed(clock.now());
        const delayMs = waitMs(error, history.failures - 1, config);
        const reason = history.reasonToStop(clock.now());
        if (reason !== undefined) {
          abandon(error);
          return throwError(() => new ReconnectError(reason, history.failures, error));
        }
        postpone(error, delayMs);
        reconnectingObserver?.next({ attempt: history.failures, delayMs, error });
        return timer(delayMs, scheduler);
      };
      return connect$.pipe(retry({ delay }));
    });
}

/** What is known of the connections so far. */
class ConnectionHistory {
  /** Attempts and sessions that have failed since the last stable session. */
  failures = 0;
  /** Sessions in a row that came about and ended young. */
  #unstable = 0;
  #wasReached = false;
  /** When the session that lasts was reached; undefined while there is none. */
  #reachedAtMs: number | undefined;
  /** Since when there has been no session. */
  #downSinceMs: number;
  readonly #config: ReconnectConfig;

  constructor(nowMs: number, config: ReconnectConfig) {
    this.#downSinceMs = nowMs;
    this.#config = config;
  }

  reached(nowMs: number): void {
    this.#reachedAtMs ??= nowMs;
  }

  failed(nowMs: number): void {
    if (this.#reachedAtMs !== undefined) {
      const { stableAfterMs = 5_000 } = this.#config;
      const isStable = nowMs - this.#reachedAtMs >= stableAfterMs;
      this.#unstable = isStable ? 1 : this.#unstable + 1;
      if (isStable) this.failures = 0;
      this.#wasReached = true;
      this.#downSinceMs = nowMs;
      this.#reachedAtMs = undefined;
    }
    this.failures += 1;
  }

  /** Why no further attempt is made, if there is a reason. */
  reasonToStop(nowMs: number): ReconnectErrorCode | undefined {
    const { maxUnstable = 5, maxInitialMs = 60_000, maxOutageMs = Infinity } = this.#config;
    const downMs = nowMs - this.#downSinceMs;
    if (this.#wasReached && downMs >= maxOutageMs) return 'outage_too_long';
    if (!this.#wasReached && downMs >= maxInitialMs) return 'never_connected';
    return this.#unstable > maxUnstable ? 'circuit_open' : undefined;
  }
}

/** The last value of a socket that was open tells of its end: it is no sign of life. */
const isLoss = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'connection.lost';

function waitMs(error: RealtimeError, retries: number, config: ReconnectConfig): number {
  const { random = Math.random, retryAfterJitter = 0.2 } = config;
  return error.retryAfterMs === undefined
    ? (error.leastWaitMs ?? 0) + fullJitter(retries, config)
    : Math.round(error.retryAfterMs * (1 + retryAfterJitter * random()));
}
