import * as t from 'io-ts';
import { hazardOf } from '../describe/hazard.ts';

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return hazardOf(value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A JSON value, on the wire its text: the `arguments` of a function call.
 *
 * Refuses what a model can be talked into writing to do harm: keys named `__proto__`, nesting deeper than 64.
 *
 * @example
 * import * as t from 'io-ts';
 * import { JsonFromString } from '@rx-realtime/codecs';
 *
 * const WeatherArguments = JsonFromString.pipe(t.type({ city: t.string }));
 * console.log(WeatherArguments.decode('{"city":"Oslo"}')._tag, WeatherArguments.decode('{"city"')._tag);
 * // prints: Right Left
 */
export const JsonFromString = /*#__PURE__*/ new t.Type<unknown, string>(
  'JsonFromString',
  (u): u is unknown => u !== undefined,
  (u, context) => {
    const value = typeof u === 'string' ? parse(u) : undefined;
    return value === undefined ? t.failure(u, context, 'not JSON') : t.success(value);
  },
  (value) => JSON.stringify(value),
);
