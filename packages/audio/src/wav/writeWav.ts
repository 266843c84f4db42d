import { Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { isSampleRate, unsupportedRate } from '../internal/assertConfig.ts';
import { fileError } from './fileErrors.ts';
import { makeWavWriter } from './wavFile.ts';
import type { WavWriter } from './wavFile.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** What {@link writeWav} has written. */
export interface WavInfo {
  readonly path: string;
  readonly samples: number;
  readonly sampleRateHz: number;
  readonly durationMs: number;
}

/** The rate of a recording that never began. */
const DEFAULT_RATE_HZ = 24_000;

/**
 * Writes a stream of PCM16 blocks to a WAV file: 16 bits, mono, at the rate of the first block.
 *
 * A recorder whose file can be played at any time, even after a crash.
 *
 * ```
 * source  --[100 ms]--[100 ms]--|
 *         writeWav('answer.wav')
 * result  ----------------------({ durationMs: 200, … }|)
 * ```
 *
 * The header is brought up to date after every write, so a process that is killed leaves a readable file that ends
 * where the last write ended.
 *
 * - **value**: written in order; while the disk is busy, blocks wait and are then written together.
 * - **completion**: closes the file, then emits one {@link WavInfo} and completes. A source without a block leaves a
 *   file with 0 samples.
 * - **error**: what has arrived is written and the file closed, then the error passes.
 * - **unsubscription**: what has arrived is still written and the file closed.
 * - **re-subscription**: writes the file anew.
 * - **memory**: the blocks that wait for the disk.
 *
 * Errors, all {@link AudioError}: `file_not_found` (its folder), `not_a_file` (a folder has that name), `file_access`
 * (also a full disk), `rate_mismatch` for a block at another rate than the first.
 *
 * @param path the file; an existing one is replaced
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { lastValueFrom, of } from 'rxjs';
 * import { tone } from '@rx-realtime/audio';
 * import { writeWav } from '@rx-realtime/audio/node';
 *
 * const path = join(tmpdir(), 'rx-realtime-write-wav.wav');
 * const { durationMs } = await lastValueFrom(of(tone({ frequencyHz: 440, durationMs: 250 })).pipe(writeWav(path)));
 * console.log(durationMs); // prints: 250
 * ```
 *
 * @see {@link readWav}
 */
export function writeWav(path: string): OperatorFunction<Pcm16, WavInfo> {
  return (source) =>
    new Observable((subscriber) => {
      let sampleRateHz = DEFAULT_RATE_HZ;
      let writer: WavWriter | undefined;
      const fail = (error: unknown) => subscriber.error(fileError('writeWav', path, error));
      const start = () => (writer ??= makeWavWriter(path, sampleRateHz, fail));
      let finished: Promise<number> | undefined;
      const finish = async (done: (samples: number) => void) => {
        try {
          done(await (finished ??= start().finish()));
        } catch (error) {
          fail(error);
        }
      };

      subscriber.add(() => {
        if (writer !== undefined) void finish(() => undefined);
      });
      subscriber.add(
        source.subscribe({
          next: ({ pcm, sampleRateHz: rateHz }) => {
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
            else void finish(() => subscriber.error(error));
          },
          complete: () =>
            void finish((samples) => {
              subscriber.next({ path, samples, sampleRateHz, durationMs: (samples * 1_000) / sampleRateHz });
              subscriber.complete();
            }),
        }),
      );
    });
}
