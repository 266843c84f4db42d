import type { RotationConfig } from '../rotationConfig.ts';

/** When a session is replaced, in milliseconds from now. */
export interface RotationTimes {
  /** The next session is opened. */
  readonly startMs: number;
  /** It takes over, whatever is going on. */
  readonly deadlineMs: number;
  /** How long a rotation waits after the one before it. */
  readonly gapMs: number;
  readonly marginMs: number;
}

/** No session lives longer: an expiry beyond it is a mistake, or the clock of this machine is wrong. */
const maxLifeMs = 2 * 3_600_000;
/** Where the server's word is not to be used: OpenAI ends a session after 60 minutes. */
const assumedStartMs = 55 * 60_000;
const maxMarginMs = 5 * 60_000;

/**
 * Plans the rotation of a session.
 *
 * @param expiresAt when the server says that it ends, seconds since the epoch
 * @param nowMs the wall clock, milliseconds since the epoch
 * @param ageMs how long the session has lasted
 */
export function rotationTimes(
  expiresAt: number | null | undefined,
  nowMs: number,
  ageMs: number,
  {
    marginMs = 60_000,
    minRotationGapMs = 60_000,
    jitter = 0.5,
    random = Math.random,
  }: Omit<RotationConfig, 'isPlaying$'>,
): RotationTimes {
  const toldMs = typeof expiresAt === 'number' ? expiresAt * 1_000 - nowMs : Number.NaN;
  const isCredible = toldMs > 0 && toldMs <= maxLifeMs;
  const lifeMs = isCredible ? toldMs : assumedStartMs + Math.min(marginMs, maxMarginMs) - ageMs;
  const margin = Math.min(marginMs, lifeMs / 2);
  return {
    startMs: lifeMs - margin * (1 - jitter * random()),
    deadlineMs: lifeMs - margin / 10,
    gapMs: Math.min(minRotationGapMs, lifeMs / 2),
    marginMs: margin,
  };
}
