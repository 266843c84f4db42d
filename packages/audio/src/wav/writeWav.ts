import type { OperatorFunction } from 'rxjs';
import { makeWavWriter } from './makeWavWriter.ts';
import { writeBlocks } from './writeBlocks.ts';
import type { WavInfo } from './writeBlocks.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

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
 * - **Value**: written in order; while the disk is busy, blocks wait and are then written together.
 * - **Completion**: closes the file, then emits one {@link WavInfo} and completes. A source without a block leaves a
 *   file with 0 samples.
 * - **Error**: what has arrived is written and the file closed, then the error passes. Its own, all {@link AudioError}:
 *   `file_not_found` (its folder), `not_a_file` (a folder has that name), `file_access` (also a full disk),
 *   `rate_mismatch` for a block at another rate than the first.
 * - **Unsubscription**: what has arrived is still written and the file closed.
 * - **Re-subscription**: writes the file anew.
 * - **Memory**: the blocks that wait for the disk.
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
  return writeBlocks(path, (sampleRateHz, onError) => makeWavWriter(path, sampleRateHz, onError));
}
