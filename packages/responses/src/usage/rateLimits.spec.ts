import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { map, NEVER, pipe } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { rateLimits } from './rateLimits.ts';
import type { RateLimitHeadroom } from './rateLimits.ts';

const updated = (...rate_limits: readonly object[]): ServerEvent => ({
  type: 'rate_limits.updated',
  event_id: 'e',
  rate_limits,
});

describe('rateLimits', () => {
  it('gives headroom and the time of the reset', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('10ms a 9ms b-|', {
        a: updated({ name: 'tokens', limit: 50_000, remaining: 49_950, reset_seconds: 0.06 }),
        b: updated({ name: 'requests', limit: 0, remaining: 0 }, { name: 'broken', limit: null }),
      });
      expectObservable(source.pipe(rateLimits({ scheduler }))).toBe('10ms a 9ms b-|', {
        a: [
          {
            name: 'tokens',
            limit: 50_000,
            remaining: 49_950,
            usedShare: expect.closeTo(0.001),
            resetsAtMs: 70,
          },
        ],
        b: [{ name: 'requests', limit: 0, remaining: 0, usedShare: 1, resetsAtMs: 20 }],
      });
      expectSubscriptions(source.subscriptions).toBe('^ 21ms !');
    });
  });

  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        rateLimits({ scheduler }),
        map((limits) => limits.map(({ remaining }) => remaining)),
      ),
    values: {
      a: updated({ name: 'tokens', limit: 10, remaining: 9, reset_seconds: 1 }),
      b: updated(),
      x: { type: 'input_audio_buffer.cleared', event_id: 'e' },
    },
    results: { a: [9], b: [] },
    one: ['-a', '-a'],
    many: ['-a-xb-', '-a--b-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(rateLimits())).toEqualTypeOf<Observable<readonly RateLimitHeadroom[]>>();
    // @ts-expect-error a scheduler is no number
    rateLimits({ scheduler: 1 });
  });
});
