import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { anyString, filled, integer } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const rateLimit = struct(
  'RateLimit',
  {},
  {
    /** What is limited. Servers send only `tokens` now. */
    name: anyString<'requests' | 'tokens'>(),
    /** The most allowed. */
    limit: integer(),
    /** What is left. */
    remaining: integer(),
    /** Until all of it is back, seconds. */
    reset_seconds: t.number,
  },
);
/** One limit. */
export interface RateLimit extends t.TypeOf<typeof rateLimit> {}
export const RateLimit: t.Type<RateLimit> = rateLimit;

/** What is left of the limits. Comes about 40 ms after `response.done`, not after a cancelled one. */
export const RateLimitsUpdated = struct(
  'RateLimitsUpdated',
  {
    ...serverFields,
    type: t.literal('rate_limits.updated'),
    /** The limits. */
    rate_limits: filled(t.readonlyArray(RateLimit), () => []),
  },
  {},
);
export interface RateLimitsUpdated extends t.TypeOf<typeof RateLimitsUpdated> {}
