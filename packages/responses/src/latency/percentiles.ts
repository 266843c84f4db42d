import { defer, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { Distribution } from './internal/Distribution.ts';
import type { ResponseLatency } from './responseLatency.ts';

/** A span of time that `latency()` measures. */
export type LatencySpan = Extract<keyof ResponseLatency, `${string}Ms`>;

/** How the durations of one span are spread, in milliseconds. */
export interface SpanPercentiles {
  /** How many responses had this span; the others are not in the figures. */
  readonly count: number;
  /** The shortest and the longest, exactly. */
  readonly minMs: number;
  readonly maxMs: number;
  /** Half of the responses took no longer than this; within 1 %. */
  readonly p50Ms: number;
  /** Of a hundred responses 90, 95 and 99 took no longer; within 1 %. */
  readonly p90Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** The latency of all responses so far, by span. A span that no response had is missing. */
export type LatencyPercentiles = { readonly [Span in LatencySpan]?: SpanPercentiles };

const spans = [
  'speechStoppedToCommittedMs',
  'committedToCreatedMs',
  'createdToFirstDeltaMs',
  'createdToFirstAudioMs',
  'createdToDoneMs',
  'speechStoppedToFirstAudioMs',
  'firstAudioToPlayedMs',
  'speechStoppedToPlayedMs',
] as const satisfies readonly LatencySpan[];

/**
 * How the latencies of all responses so far are spread: the median, and what the slow ones take.
 *
 * One bad answer in twenty is what people remember.
 *
 * ```
 * source:        --l--l--l--|
 * percentiles(): --p--p--p--|
 * ```
 *
 * - **Value**: for each latency, the percentiles of all since the subscription. For one figure at the end: `takeLast(1)`.
 *   They are by nearest rank, and at most 1 % beside the true ones, because durations are counted in steps that grow by
 *   2 % (the sketch of Masson, Rim and Lee, "DDSketch", VLDB 2019). Durations below 1 ms count as 0.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: counts from zero.
 * - **Memory**: a counter for each step that occurred, at most 900 a span for durations up to 18 hours, however many
 *   responses there are.
 *
 * @example
 * import type { ResponseLatency } from '@rx-realtime/responses/latency';
 * import { percentiles } from '@rx-realtime/responses/latency';
 * import { from, takeLast } from 'rxjs';
 *
 * const none = undefined;
 * const latencyOf = (createdToDoneMs: number): ResponseLatency => ({
 *   responseId: 'resp_1', conversationId: 'conv_1', status: 'completed',
 *   speechStoppedToCommittedMs: none, committedToCreatedMs: none, createdToFirstDeltaMs: none,
 *   createdToFirstAudioMs: none, createdToDoneMs, speechStoppedToFirstAudioMs: none,
 *   firstAudioToPlayedMs: none, speechStoppedToPlayedMs: none,
 * });
 * from([300, 310, 320, 900].map(latencyOf))
 *   .pipe(percentiles(), takeLast(1))
 *   .subscribe(({ createdToDoneMs }) => console.log(createdToDoneMs?.count, createdToDoneMs?.p99Ms)); // prints: 4 900
 *
 * @see {@link latency}
 */
export function percentiles(): OperatorFunction<ResponseLatency, LatencyPercentiles> {
  return (source) =>
    defer(() => {
      const distributions = spans.map((span) => ({ span, distribution: new Distribution() }));
      return source.pipe(
        map((latency) => {
          for (const { span, distribution } of distributions) distribution.add(latency[span]);
          const measured = distributions.filter(({ distribution }) => distribution.count > 0);
          return Object.fromEntries(
            measured.map(({ span, distribution }) => [span, summaryOf(distribution)]),
          );
        }),
      );
    });
}

const summaryOf = (distribution: Distribution): SpanPercentiles => {
  const [p50Ms = 0, p90Ms = 0, p95Ms = 0, p99Ms = 0] = distribution.percentiles([50, 90, 95, 99]);
  const { count, min: minMs, max: maxMs } = distribution;
  return { count, minMs, p50Ms, p90Ms, p95Ms, p99Ms, maxMs };
};
