import { AudioError } from '../audioError.ts';
import { assertNumber } from './assertNumber.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** The rates the operators accept: whole hertz, from below the telephone to above the studio. */
export const isSampleRate = (value: number): boolean =>
  Number.isInteger(value) && value >= 4_000 && value <= 384_000;
const sampleRates = 'a whole sample rate from 4000 to 384000 Hz';

export const assertRate = (where: string, sampleRateHz: number): void =>
  assertNumber(where, sampleRateHz, sampleRates, isSampleRate);

/** The error for a block whose rate is not one of those. */
export const unsupportedRate = (where: string, sampleRateHz: number, hint?: string): AudioError =>
  new AudioError({
    code: 'unsupported_rate',
    expected: sampleRates,
    actual: `${sampleRateHz} Hz`,
    where,
    hint,
  });

/** Throws that error unless the block's rate is one of them. */
export const assertBlockRate = (where: string, { sampleRateHz }: Pcm16): void => {
  if (!isSampleRate(sampleRateHz)) throw unsupportedRate(where, sampleRateHz);
};
