export { latency, type LatencyConfig } from './latency/latency.ts';
export {
  percentiles,
  type LatencyPercentiles,
  type LatencySpan,
  type SpanPercentiles,
} from './latency/percentiles.ts';
export type { ResponseLatency } from './latency/responseLatency.ts';
