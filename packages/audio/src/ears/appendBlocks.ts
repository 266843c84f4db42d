import { filter, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** One event for each block that holds a sample; a block at another rate than the session's is an error. */
export const appendBlocks = <Event>(
  where: string,
  rateHz: number,
  format: string,
  eventOf: (pcm: Int16Array) => Event,
): OperatorFunction<Pcm16, Event> => {
  const checked = ({ pcm, sampleRateHz }: Pcm16): Event => {
    if (sampleRateHz === rateHz) return eventOf(pcm);
    throw new AudioError({
      code: 'rate_mismatch',
      expected: `${rateHz} Hz for ${format}`,
      actual: `${sampleRateHz} Hz`,
      where,
      hint: `Put resamplePcm16({ toHz: ${rateHz} }) before it`,
    });
  };
  return (source) =>
    source.pipe(
      filter(({ pcm }) => pcm.length > 0),
      map(checked),
    );
};
