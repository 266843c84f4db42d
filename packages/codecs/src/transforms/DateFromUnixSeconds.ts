import * as t from 'io-ts';

/** Latest time that a `Date` can hold, ms (ECMAScript, "Time Values and Time Range"). */
const maxTimeMs = 8.64e15;

/**
 * A point in time, on the wire seconds since 1970: `session.expires_at`, say.
 *
 * @example
 * import { DateFromUnixSeconds } from '@rx-realtime/codecs';
 *
 * console.log(DateFromUnixSeconds.encode(new Date('2026-08-01T00:00:00Z'))); // prints: 1785542400
 */
export const DateFromUnixSeconds = /*#__PURE__*/ new t.Type<Date, number>(
  'DateFromUnixSeconds',
  (u): u is Date => u instanceof Date,
  (u, context) =>
    typeof u === 'number' && Math.abs(u * 1000) <= maxTimeMs
      ? t.success(new Date(u * 1000))
      : t.failure(u, context),
  (date) => Math.floor(date.getTime() / 1000),
);
