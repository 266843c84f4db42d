import { isPcmError, makeResampler } from '@rx-realtime/pcm';
import type { Resampler } from '@rx-realtime/pcm';
import { AudioError } from '../audioError.ts';

/** A resampler, or the error of this package for two rates that have none. */
export const resamplerFor = (where: string, fromHz: number, toHz: number): Resampler => {
  try {
    return makeResampler(fromHz, toHz);
  } catch (error) {
    if (!isPcmError(error)) throw error;
    throw new AudioError({
      code: 'unsupported_rate',
      expected: 'two rates with a small ratio, such as 44100 and 48000',
      actual: `${fromHz} and ${toHz}`,
      where,
      cause: error,
    });
  }
};
