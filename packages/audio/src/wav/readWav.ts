import { defer, from } from 'rxjs';
import type { NextObserver, Observable } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { isSampleRate, unsupportedRate } from '../internal/sampleRate.ts';
import { fileError } from './fileErrors.ts';
import { bytesAt, openWav } from './openWav.ts';
import type { OpenWav } from './openWav.ts';
import { monoFromBytes, samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { WavFormat } from './wavHeader.ts';

/** How {@link readWav} reads. */
export interface ReadWavConfig {
  /** Length of the emitted blocks, above 0; the last one is as long as what is left. @defaultValue 100 ms */
  readonly blockMs?: number;
  /** Hears once what the header says, before the first block. */
  readonly formatObserver?: NextObserver<WavFormat>;
  /** Hears once, at its end, of a recording that is shorter than its header says; without it the stream errors there. */
  readonly truncatedObserver?: NextObserver<AudioError>;
}

async function* blocksOf(wav: OpenWav, blockMs: number): AsyncGenerator<Pcm16> {
  const { file, encoding, channels, sampleRateHz, bytesPerFrame, start, end } = wav;
  const blockBytes = Math.max(1, samplesOf(blockMs, sampleRateHz)) * bytesPerFrame;
  for (let position = start; position < end; position += blockBytes) {
    const bytes = await bytesAt(file, position, Math.min(blockBytes, end - position));
    yield { pcm: monoFromBytes(bytes, encoding, channels), sampleRateHz };
  }
}

async function* read(
  path: string,
  blockMs: number,
  { formatObserver, truncatedObserver }: ReadWavConfig,
): AsyncGenerator<Pcm16> {
  const where = `readWav ${path}`;
  let wav: OpenWav | undefined;
  try {
    wav = await openWav(path, where);
    if (!isSampleRate(wav.sampleRateHz)) throw unsupportedRate(where, wav.sampleRateHz);
    if (wav.end === wav.start) {
      const hint = 'The recording is empty';
      throw new AudioError({
        code: 'empty_recording',
        expected: 'at least one sample',
        actual: 0,
        where,
        hint,
      });
    }
    const { encoding, channels, sampleRateHz } = wav;
    formatObserver?.next({ encoding, channels, sampleRateHz });
    yield* blocksOf(wav, blockMs);
    if (wav.end < wav.declaredEnd) {
      const error = new AudioError({
        code: 'truncated_recording',
        expected: `${Math.floor((wav.declaredEnd - wav.start) / wav.bytesPerFrame)} samples`,
        actual: (wav.end - wav.start) / wav.bytesPerFrame,
        where,
        hint: 'The recording was cut off; all that is there was read',
      });
      if (truncatedObserver === undefined) throw error;
      truncatedObserver.next(error);
    }
  } catch (error) {
    throw fileError('readWav', path, error);
  } finally {
    await wav?.file.close();
  }
}

/**
 * Reads a WAV file as a stream of PCM16 blocks.
 *
 * A recording in place of a microphone, as fast as the disk; `paceAudio()` makes it real time.
 *
 * ```
 * readWav('question.wav')  --[100 ms]-[100 ms]-[100 ms]-[37 ms]|
 * ```
 *
 * Reads 8, 16, 24 and 32-bit PCM, 32 and 64-bit floats and G.711, any number of channels (averaged to one) and any
 * rate from 4000 to 384000 Hz; the blocks keep the file's rate, so `resamplePcm16` usually comes next.
 *
 * - **Value**: one block, as the disk gives it.
 * - **Completion**: after the last sample. A file whose length was unknown to its writer (sox or ffmpeg into a pipe) is
 *   read to its end.
 * - **Error**: all {@link AudioError}: `file_not_found`, `not_a_file` (a folder), `file_access`, `not_wav` (says what the
 *   file looks like instead), `unsupported_encoding`, `unsupported_rate`, `empty_recording`; `truncated_recording` after
 *   the last sample of a recording that is shorter than its header says, unless `truncatedObserver` is given.
 * - **Unsubscription**: closes the file.
 * - **Re-subscription**: reads the file again.
 * - **Memory**: one block.
 *
 * Throws `invalid_config` for `blockMs`.
 *
 * @param path the file
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { lastValueFrom, of, reduce } from 'rxjs';
 * import { tone } from '@rx-realtime/audio';
 * import { durationMs } from '@rx-realtime/pcm';
 * import { readWav, writeWav } from '@rx-realtime/audio/node';
 *
 * const path = join(tmpdir(), 'rx-realtime-read-wav.wav');
 * await lastValueFrom(of(tone({ frequencyHz: 440, durationMs: 250 })).pipe(writeWav(path)));
 * const readMs = await lastValueFrom(readWav(path).pipe(reduce((total, block) => total + durationMs(block), 0)));
 * console.log(readMs); // prints: 250
 * ```
 *
 * @see {@link writeWav}
 */
export function readWav(path: string, config: ReadWavConfig = {}): Observable<Pcm16> {
  const { blockMs = 100 } = config;
  assertPositiveMs('readWav.blockMs', blockMs);
  return defer(() => from(read(path, blockMs, config)));
}
