/** How long to wait before an attempt. */
export interface FullJitterConfig {
  /** The bound of the first wait. @defaultValue 250 ms */
  readonly firstMs?: number;
  /** The bound of every wait. @defaultValue 8,000 ms */
  readonly maxMs?: number;
  /** Uniform in [0, 1). @defaultValue `Math.random` */
  readonly random?: () => number;
}

/**
 * Exponential backoff with full jitter: uniform between 0 and `min(maxMs, firstMs · 2^retry)`.
 *
 * A thousand clients that lost the same server come back spread out instead of in step.
 *
 * @param retry how many attempts have failed before, from 0
 * @returns a wait in milliseconds
 *
 * @example
 * import { fullJitter } from '@rx-realtime/reconnection';
 *
 * console.log(fullJitter(3, { random: () => 0.5 })); // prints: 1000
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(
  retry: number,
  { firstMs = 250, maxMs = 8_000, random = Math.random }: FullJitterConfig = {},
): number {
  return random() * Math.min(maxMs, firstMs * 2 ** retry);
}
