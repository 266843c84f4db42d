import { asyncScheduler, defer, from } from 'rxjs';
import type { NextObserver, Observable, SchedulerLike } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertMs, assertNumber, assertPositiveMs } from '../internal/assertNumber.ts';
import { isSampleRate, unsupportedRate } from '../internal/sampleRate.ts';
import { fileError } from './fileErrors.ts';
import { openSource, streamSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import { convertHint } from './convertHint.ts';
import { notAhead } from './notAhead.ts';
import { openWav } from './openWav.ts';
import type { OpenWav } from './openWav.ts';
import { monoFromBytes, samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { WavFormat } from './wavFormat.ts';

/** How {@link readWav} reads. */
export interface ReadWavConfig {
  /** Length of the emitted blocks, above 0; the last one is as long as what is left. @defaultValue 100 ms */
  readonly blockMs?: number;
  /**
   * The only channel to read, from 1: for the two sides of a call, or one whose channels cancel each other.
   *
   * @defaultValue all of them, averaged
   */
  readonly channel?: number;
  /**
   * How far ahead of the time at which it is heard a recording is read, from its first block on, 0 or more: what is paced
   * behind it then holds no more than that, however long the recording.
   *
   * @defaultValue `Infinity`: as fast as the disk
   */
  readonly maxAheadMs?: number;
  /** The clock of `maxAheadMs`. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
  /** Hears once what the header says, before the first block. */
  readonly formatObserver?: NextObserver<WavFormat>;
  /** Hears once, at its end, of a recording that is shorter than its header says; without it the stream errors there. */
  readonly truncatedObserver?: NextObserver<AudioError>;
}

/** What it is called in errors, and how it is opened. */
interface Recording {
  readonly where: string;
  readonly path?: string;
  readonly open: () => Promise<ByteSource>;
}

const recordingOf = (bytes: string | AsyncIterable<Uint8Array>): Recording => {
  if (typeof bytes !== 'string')
    return { where: 'readWav stream', open: () => Promise.resolve(streamSource(bytes)) };
  const where = `readWav ${bytes}`;
  return { where, path: bytes, open: () => openSource(bytes, where) };
};

const assertChannel = (where: string, channel: number | undefined, { channels }: WavFormat): void => {
  if (channel === undefined || channel <= channels) return;
  throw new AudioError({
    code: 'invalid_config',
    expected: channels === 1 ? 'channel 1, the only one' : `a channel from 1 to ${channels}`,
    actual: channel,
    where,
  });
};

/** Emits the blocks, and returns how many frames there were. */
async function* blocksOf(
  source: ByteSource,
  { encoding, channels, sampleRateHz, bytesPerFrame, start, declaredBytes = Infinity }: OpenWav,
  { blockMs = 100, channel }: ReadWavConfig,
): AsyncGenerator<Pcm16, number> {
  const blockBytes = Math.max(1, samplesOf(blockMs, sampleRateHz)) * bytesPerFrame;
  for (let position = 0; ; position += blockBytes) {
    const wanted = Math.min(blockBytes, declaredBytes - position);
    const bytes = wanted > 0 ? await source.at(start + position, wanted) : new Uint8Array(0);
    const pcm = monoFromBytes(bytes, encoding, channels, channel);
    if (pcm.length > 0) yield { pcm, sampleRateHz };
    if (bytes.length < blockBytes) return Math.floor((position + bytes.length) / bytesPerFrame);
  }
}

async function* read(recording: Recording, config: ReadWavConfig): AsyncGenerator<Pcm16> {
  const { formatObserver, truncatedObserver, channel } = config;
  const { where, path } = recording;
  let source: ByteSource | undefined;
  try {
    source = await recording.open();
    const wav = await openWav(source, where, path);
    const { encoding, channels, sampleRateHz, bytesPerFrame, declaredBytes } = wav;
    if (!isSampleRate(sampleRateHz)) throw unsupportedRate(where, sampleRateHz, convertHint(path));
    assertChannel(where, channel, wav);
    const blocks = blocksOf(source, wav, config);
    const first = await blocks.next();
    if (first.done === true) {
      const hint = 'The recording is empty';
      throw new AudioError({
        code: 'empty_recording',
        expected: 'at least one sample',
        actual: 0,
        where,
        hint,
      });
    }
    formatObserver?.next({ encoding, channels, sampleRateHz });
    yield first.value;
    const frames = yield* blocks;
    // A byte too many, such as the one that pads a chunk, is not worth a word: only frames that are missing are.
    const declared = Math.floor((declaredBytes ?? 0) / bytesPerFrame);
    if (frames < declared) {
      const error = new AudioError({
        code: 'truncated_recording',
        expected: `${declared} samples`,
        actual: frames,
        where,
        hint: 'The recording was cut off; all that is there was read',
      });
      if (truncatedObserver === undefined) throw error;
      truncatedObserver.next(error);
    }
  } catch (error) {
    throw fileError('readWav', path ?? 'stream', error);
  } finally {
    await source?.close();
  }
}

/**
 * Reads a WAV file as a stream of PCM16 blocks.
 *
 * A recording in place of a microphone, as fast as the disk; `paceAudio()` makes it real time, and `maxAheadMs` keeps what
 * waits for that small.
 *
 * ```
 * readWav('question.wav')  --[100 ms]-[100 ms]-[100 ms]-[37 ms]|
 * ```
 *
 * Reads PCM with 8 to 32 bits, in containers of their own size or wider, 32 and 64-bit floats and G.711; RIFF, RF64 and
 * RIFX; any number of channels (averaged to one) and any rate from 4,000 to 384,000 Hz; the blocks keep the file's rate,
 * so `resamplePcm16` usually comes next.
 *
 * - **Value**: one block, as the disk gives it.
 * - **Completion**: after the last sample. A recording whose length was unknown to its writer (sox or ffmpeg into a pipe)
 *   is read to its end.
 * - **Error**: all {@link AudioError}: `file_not_found`, `not_a_file` (a folder), `file_access`, `not_wav`,
 *   `unsupported_encoding`, `unsupported_rate` (these say what it is, and a command that converts it),
 *   `empty_recording`; `invalid_config` for a channel that is not there; `truncated_recording` after
 *   the last sample of a recording that is shorter than its header says, unless `truncatedObserver` is given.
 * - **Unsubscription**: closes the file.
 * - **Re-subscription**: reads the file again; a stream is read once.
 * - **Memory**: one block.
 *
 * Throws `invalid_config` for `blockMs`, `channel` and `maxAheadMs`.
 *
 * @param recording the path of a file or pipe, or its bytes: `process.stdin`, the body of a download
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
export function readWav(
  recording: string | AsyncIterable<Uint8Array>,
  config: ReadWavConfig = {},
): Observable<Pcm16> {
  const { blockMs = 100, channel = 1, maxAheadMs = Infinity, scheduler = asyncScheduler } = config;
  assertPositiveMs('readWav.blockMs', blockMs);
  assertNumber('readWav.channel', channel, 'a channel, from 1', (n) => Number.isInteger(n) && n >= 1);
  if (maxAheadMs !== Infinity) assertMs('readWav.maxAheadMs', maxAheadMs);
  return defer(() => {
    const blocks = read(recordingOf(recording), config);
    return from(maxAheadMs === Infinity ? blocks : notAhead(blocks, maxAheadMs, scheduler));
  });
}
