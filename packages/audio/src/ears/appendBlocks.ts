import { rateHzOf } from '@rx-realtime/pcm';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';
import { filter, map, withLatestFrom } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';

/** One event for each block that holds a sample; a block at another rate than the session's is an error. */
export const appendBlocks = <Event>(
  where: string,
  format$: Observable<SoundFormat>,
  eventOf: (pcm: Int16Array, format: SoundFormat) => Event,
): OperatorFunction<Pcm16, Event> => {
  const checked = ([{ pcm, sampleRateHz }, format]: readonly [Pcm16, SoundFormat]): Event => {
    const rateHz = rateHzOf(format);
    if (sampleRateHz === rateHz) return eventOf(pcm, format);
    throw new AudioError({
      code: 'rate_mismatch',
      expected: `${rateHz} Hz for ${format.type}`,
      actual: `${sampleRateHz} Hz`,
      where,
      hint: `Put resamplePcm16({ toHz: ${rateHz} }) before it`,
    });
  };
  return (source) =>
    source.pipe(
      filter(({ pcm }) => pcm.length > 0),
      withLatestFrom(format$),
      map(checked),
    );
};
