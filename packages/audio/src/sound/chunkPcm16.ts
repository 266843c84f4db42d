import type { MonoTypeOperatorFunction } from 'rxjs';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { assertBlockRate } from '../internal/sampleRate.ts';
import { samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { stagedByPart } from '../internal/stagedByPart.ts';

/** The length of the blocks {@link chunkPcm16} emits. */
export interface ChunkPcm16Config {
  /** Milliseconds in a block, above 0; rounded to whole samples, at least one. 20 to 100 suit a live conversation. */
  readonly durationMs: number;
  /** Whether a short block is filled with silence, for who takes whole frames only. @defaultValue `false` */
  readonly isPadded?: boolean;
}

/**
 * Cuts a stream of sound into blocks of equal length.
 *
 * Whatever sizes the device delivers, the socket gets steady ones.
 *
 * ```
 * source  --[30 ms]--[30 ms]--[30 ms]|
 *         chunkPcm16({ durationMs: 40 })
 * result  -----------[40 ms]--[40 ms][10 ms]|
 * ```
 *
 * - **Value**: emits every whole block that has become available, in the same tick. A block that lies inside one source
 *   block is a view of it (nothing is copied); one that spans several is a copy. Where the rate changes, the unfinished
 *   block is emitted short,  then blocks of the new rate follow. Each
 *   part of speech is cut by itself, and what else a block carries (ids, times) is kept. Marks pass in their place.
 * - **Completion**: the unfinished block, if any, is emitted short, or filled with silence where `isPadded` says so.
 * - **Error**: passed on at once; the unfinished block is not emitted. `unsupported_rate` for a block whose rate is no
 *   whole number from 4,000 to 384,000.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts afresh.
 * - **Memory**: less than one block, for each of up to eight parts of speech.
 *
 * Throws `invalid_config` for a duration that is not above 0.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { chunkPcm16, silence } from '@rx-realtime/audio';
 * import { durationMs } from '@rx-realtime/pcm';
 *
 * of(silence({ durationMs: 30 }), silence({ durationMs: 30 }), silence({ durationMs: 30 }))
 *   .pipe(chunkPcm16({ durationMs: 40 }))
 *   .subscribe((block) => console.log(durationMs(block)));
 * // prints: 40
 * // prints: 40
 * // prints: 10
 * ```
 *
 * @see {@link resamplePcm16}
 * @see {@link appendInputAudio}
 */
export function chunkPcm16<B extends Pcm16 = Pcm16>({
  durationMs,
  isPadded,
}: ChunkPcm16Config): MonoTypeOperatorFunction<B> {
  assertPositiveMs('chunkPcm16.durationMs', durationMs);
  return stagedByPart(() => {
    let sampleRateHz = Number.NaN;
    let partial = new Int16Array(0);
    let held = 0;
    const flush = (): readonly Pcm16[] => {
      const pcm = isPadded && held ? partial.slice().fill(0, held) : partial.slice(0, held);
      held = 0;
      return pcm.length > 0 ? [{ pcm, sampleRateHz }] : [];
    };
    return {
      push: (block) => {
        const chunks: Pcm16[] = [];
        if (block.sampleRateHz !== sampleRateHz) {
          assertBlockRate('chunkPcm16', block);
          chunks.push(...flush());
          sampleRateHz = block.sampleRateHz;
          partial = new Int16Array(Math.max(1, samplesOf(durationMs, sampleRateHz)));
        }
        const size = partial.length;
        let { pcm } = block;
        if (held > 0) {
          const missing = pcm.subarray(0, size - held);
          partial.set(missing, held);
          held += missing.length;
          pcm = pcm.subarray(missing.length);
          if (held === size) chunks.push(...flush());
        }
        for (; pcm.length >= size; pcm = pcm.subarray(size))
          chunks.push({ pcm: pcm.subarray(0, size), sampleRateHz });
        partial.set(pcm, held);
        held += pcm.length;
        return chunks;
      },
      flush,
    };
  });
}
