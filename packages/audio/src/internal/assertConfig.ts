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

/** The rates the operators accept: whole hertz, from below the telephone to above the studio. */
export const isSampleRate = (value: number): boolean =>
  Number.isInteger(value) && value >= 4_000 && value <= 384_000;

/** The error for a block whose rate is not one of those. */
export const unsupportedRate = (where: string, sampleRateHz: number): AudioError =>
  new AudioError({
    code: 'unsupported_rate',
    expected: 'a whole sample rate from 4000 to 384000 Hz',
    actual: String(sampleRateHz),
    where,
  });
