import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { from, NEVER } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { percentiles } from './percentiles.ts';
import type { LatencyPercentiles } from './percentiles.ts';
import type { ResponseLatency } from './responseLatency.ts';

const latencyOf = (createdToDoneMs: number, createdToFirstAudioMs?: number): ResponseLatency => ({
  responseId: 'resp_1',
  conversationId: 'conv_1',
  status: 'completed',
  speechStoppedToCommittedMs: undefined,
  committedToCreatedMs: undefined,
  createdToFirstDeltaMs: undefined,
  createdToFirstAudioMs,
  createdToDoneMs,
  speechStoppedToFirstAudioMs: undefined,
  firstAudioToPlayedMs: undefined,
  speechStoppedToPlayedMs: undefined,
});
const all = (ms: number, count = 1) => ({
  count,
  minMs: ms,
  maxMs: ms,
  p50Ms: ms,
  p90Ms: ms,
  p95Ms: ms,
  p99Ms: ms,
});

describe('percentiles', () => {
  itHasALifeCycle({
    operator: percentiles,
    values: { a: latencyOf(300), b: latencyOf(300, 0) },
    results: {
      1: { createdToDoneMs: all(300) },
      2: { createdToDoneMs: all(300, 2), createdToFirstAudioMs: all(0) },
    },
    one: ['-a-', '-1-'],
    many: ['-a-b-', '-1-2-'],
  });

  it('is within 1 % of the sorted durations', () => {
    const duration = fc.oneof(fc.nat(50), fc.nat(100_000), fc.double({ min: 1, max: 1e8, noNaN: true }));
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (durations) => {
        let summary: LatencyPercentiles = {};
        from(durations.map((ms) => latencyOf(ms)))
          .pipe(percentiles())
          .subscribe((newest) => (summary = newest));
        const sorted = [...durations].sort((a, b) => a - b);
        const spread = summary.createdToDoneMs;
        expect(spread?.minMs).toBe(sorted[0]);
        expect(spread?.maxMs).toBe(sorted.at(-1));
        for (const [percent, found] of [
          [50, spread?.p50Ms],
          [90, spread?.p90Ms],
          [95, spread?.p95Ms],
          [99, spread?.p99Ms],
        ] as const) {
          const exact = sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
          // A value at the border of a step is beside its middle by 1 % and the last digit of a float.
          expect(Math.abs((found ?? NaN) - exact)).toBeLessThanOrEqual(Math.max(exact * 0.010_000_1, 1e-9));
        }
      }),
    );
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(percentiles())).toEqualTypeOf<Observable<LatencyPercentiles>>();
    expectTypeOf<LatencyPercentiles['createdToDoneMs']>().extract<undefined>().toEqualTypeOf<undefined>();
    // @ts-expect-error latencies, not numbers
    from([1]).pipe(percentiles());
  });
});
