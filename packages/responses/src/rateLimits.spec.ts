import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { TestScheduler } from 'rxjs/testing';
import { rateLimits } from './rateLimits.ts';

const updated = (...rate_limits: ReadonlyArray<object>): ServerEvent => ({
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
});
