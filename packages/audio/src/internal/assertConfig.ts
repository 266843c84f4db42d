import { AudioError } from '../audioError.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

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

const RATES = 'a whole sample rate from 4000 to 384000 Hz';

export const assertRate = (where: string, sampleRateHz: number): void =>
  assertNumber(where, sampleRateHz, RATES, isSampleRate);

export const assertMs = (where: string, ms: number): void =>
  assertNumber(where, ms, 'at least 0 ms', (value) => value >= 0);

export const assertPositiveMs = (where: string, ms: number): void =>
  assertNumber(where, ms, 'a duration above 0 ms', (value) => value > 0);

/** The error for a block whose rate is not one of those. */
export const unsupportedRate = (where: string, sampleRateHz: number): AudioError =>
  new AudioError({
    code: 'unsupported_rate',
    expected: RATES,
    actual: String(sampleRateHz),
    where,
  });

/** Throws that error unless the block's rate is one of them. */
export const assertBlockRate = (where: string, { sampleRateHz }: Pcm16): void => {
  if (!isSampleRate(sampleRateHz)) throw unsupportedRate(where, sampleRateHz);
};
