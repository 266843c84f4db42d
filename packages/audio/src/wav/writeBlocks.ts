import { Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { isSampleRate, unsupportedRate } from '../internal/sampleRate.ts';
import { fileError } from './fileErrors.ts';
import type { WavWriter } from './makeWavWriter.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** What {@link writeWav} has written. */
export interface WavInfo {
  readonly path: string;
  readonly samples: number;
  readonly sampleRateHz: number;
  readonly durationMs: number;
}

/** The rate of a recording that never began. */
const defaultRateHz = 24_000;

/** What `writeWav` does with any writer: opens it at the first block's rate, and finishes it however the stream ends. */
export const writeBlocks =
  (
    path: string,
    makeWriter: (sampleRateHz: number, onError: (error: unknown) => void) => WavWriter,
  ): OperatorFunction<Pcm16, WavInfo> =>
  (source) =>
    new Observable((subscriber) => {
      let sampleRateHz = defaultRateHz;
      let writer: WavWriter | undefined;
      const fail = (error: unknown) => subscriber.error(fileError('writeWav', path, error));
      const start = () => (writer ??= makeWriter(sampleRateHz, fail));
      let finished$: Observable<number> | undefined;
      const finish = (done: (samples: number) => void) =>
        (finished$ ??= start().finish()).subscribe({ next: done, error: fail });

      subscriber.add(() => {
        if (writer !== undefined) finish(() => undefined);
      });
      subscriber.add(
        source.subscribe({
          next: ({ pcm, sampleRateHz: rateHz }) => {
            if (pcm.length === 0) return;
            if (writer === undefined) {
              if (!isSampleRate(rateHz)) return subscriber.error(unsupportedRate('writeWav', rateHz));
              sampleRateHz = rateHz;
            }
            if (rateHz === sampleRateHz) return start().write(pcm);
            subscriber.error(
              new AudioError({
                code: 'rate_mismatch',
                expected: `${sampleRateHz} Hz, the rate of the first block`,
                actual: `${rateHz} Hz`,
                where: `writeWav ${path}`,
                hint: `Put resamplePcm16({ toHz: ${sampleRateHz} }) before it`,
              }),
            );
          },
          error: (error) => {
            if (writer === undefined) subscriber.error(error);
            else finish(() => subscriber.error(error));
          },
          complete: () =>
            finish((samples) => {
              subscriber.next({ path, samples, sampleRateHz, durationMs: (samples * 1_000) / sampleRateHz });
              subscriber.complete();
            }),
        }),
      );
    });
