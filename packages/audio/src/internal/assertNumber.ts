import { AudioError } from '../audioError.ts';

/** Throws `invalid_config` unless `value` is a finite number for which `holds` is true. */
export const assertNumber = (
  where: string,
  value: number,
  expected: string,
  holds: (value: number) => boolean,
): void => {
  if (!(Number.isFinite(value) && holds(value))) {
    throw new AudioError({ code: 'invalid_config', expected, actual: String(value), where });
  }
};

export const assertMs = (where: string, ms: number): void =>
  assertNumber(where, ms, 'at least 0 ms', (value) => value >= 0);

export const assertPositiveMs = (where: string, ms: number): void =>
  assertNumber(where, ms, 'a duration above 0 ms', (value) => value > 0);
