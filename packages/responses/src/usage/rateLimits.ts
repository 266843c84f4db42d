import type { ServerEvent } from '@rx-realtime/codecs';
import { ofType } from '@rx-realtime/events';
import { asyncScheduler, map } from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';

/** How much of one limit is left. */
export interface RateLimitHeadroom {
  /** `'tokens'`, `'requests'`, or what the server calls it. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** Share of the limit that is used up, 0 to 1. */
  readonly usedShare: number;
  /** When the limit is whole again, in milliseconds of the scheduler's clock. */
  readonly resetsAtMs: number;
}

/** Options of {@link rateLimits}. */
export interface RateLimitsConfig {
  /** The clock of `resetsAtMs`. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * The rate limits after each response, as headroom.
 *
 * How much may still be asked.
 *
 * ```
 * source:       --c--d--e--L----c--e--L--|   L: rate_limits.updated
 * rateLimits(): -----------l----------l--|
 * ```
 *
 * - **Value**: the list of each `rate_limits.updated`. A limit that lacks a number is left out of it; a limit of zero is
 *   used up.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @param config the scheduler
 *
 * @example
 * import { rateLimits } from '@rx-realtime/responses/usage';
 * import { of } from 'rxjs';
 *
 * const limit = { name: 'tokens', limit: 50_000, remaining: 40_000, reset_seconds: 60 };
 * of({ type: 'rate_limits.updated', event_id: 'event_1', rate_limits: [limit] } as const)
 *   .pipe(rateLimits())
 *   .subscribe(([tokens]) => console.log(tokens?.usedShare)); // prints: 0.2
 *
 * @see {@link usage}
 */
export function rateLimits(
  config: RateLimitsConfig = {},
): OperatorFunction<ServerEvent, readonly RateLimitHeadroom[]> {
  const { scheduler = asyncScheduler } = config;
  return (source) =>
    source.pipe(
      ofType('rate_limits.updated'),
      map(({ rate_limits }) =>
        rate_limits.flatMap(({ name, limit, remaining, reset_seconds }) => {
          if (typeof limit !== 'number' || typeof remaining !== 'number') return [];
          const usedShare = limit > 0 ? Math.min(Math.max((limit - remaining) / limit, 0), 1) : 1;
          const resetsAtMs = scheduler.now() + (reset_seconds ?? 0) * 1000;
          return [{ name: name ?? 'tokens', limit, remaining, usedShare, resetsAtMs }];
        }),
      ),
    );
}
