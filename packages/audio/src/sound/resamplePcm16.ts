import type { MonoTypeOperatorFunction } from 'rxjs';
import { assertBlockRate, assertRate } from '../internal/sampleRate.ts';
import { resamplerFor } from '../internal/resamplerFor.ts';
import type { Pcm16, Resampler } from '@rx-realtime/pcm';
import { stagedByPart } from '../internal/stagedByPart.ts';

/** The rate {@link resamplePcm16} converts to. */
export interface ResamplePcm16Config {
  /** Samples a second of every emitted block: a whole number from 4000 to 384000. */
  readonly toHz: number;
}

/**
 * Converts the sample rate of a stream of PCM16 blocks.
 *
 * The microphone gives 48 kHz, the session wants 24: put this in between.
 *
 * ```
 * source (48 kHz)  --[960]--[960]--[960]--|
 *                  resamplePcm16({ toHz: 24_000 })
 * result (24 kHz)  --[432]--[480]--[480]--[48]|
 * ```
 *
 * A windowed-sinc polyphase filter (Kaiser, 100 dB): what fits below 0.86 of the slower rate's Nyquist frequency passes
 * unchanged, what lies above Nyquist is removed, each by more than 90 dB. The filter looks 48 samples of the slower rate
 * ahead, which is the delay: 2 ms between 48 and 24 kHz, 6 ms from or to 8 kHz. The delay is taken out of the result,
 * so sample 0 of the output is the moment of sample 0 of the input.
 *
 * - **Value**: emits what can be computed so far as one block; a block too short to give a sample emits nothing. How
 *   the input is cut never changes a bit of the joined output. Blocks already at `toHz` pass untouched. Where the rate
 *   changes, the tail of the old one is emitted, then the new one starts, as if two recordings were joined. Each
 *   part of speech is converted by itself, and what else a block carries is kept. Marks pass in their place.
 * - **Completion**: the tail is emitted; n samples in have become round(n * toHz / fromHz) out.
 * - **Error**: passed on at once; the tail is not emitted. `unsupported_rate` for a block whose rate is no whole number
 *   from 4,000 to 384,000, or whose ratio to `toHz` needs more than a million coefficients.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts afresh.
 * - **Memory**: one filter length (4 ms of input for 48 -> 24 kHz) and one coefficient table for each pair of rates,
 *   shared by all streams (48 -> 24 kHz: 1.5 kB, 44.1 -> 24 kHz: 113 kB).
 *
 * Throws `invalid_config` for `toHz`.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { resamplePcm16, tone } from '@rx-realtime/audio';
 *
 * of(tone({ frequencyHz: 440, durationMs: 100, sampleRateHz: 48_000 }))
 *   .pipe(resamplePcm16({ toHz: 24_000 }))
 *   .subscribe(({ pcm, sampleRateHz }) => console.log(pcm.length, sampleRateHz));
 * // prints: 2352 24000
 * // prints: 48 24000
 * ```
 *
 * @see {@link chunkPcm16} to get blocks of equal length afterwards
 */
export function resamplePcm16<B extends Pcm16 = Pcm16>({
  toHz,
}: ResamplePcm16Config): MonoTypeOperatorFunction<B> {
  assertRate('resamplePcm16.toHz', toHz);
  const blocksOf = (pcm: Int16Array): readonly Pcm16[] =>
    pcm.length > 0 ? [{ pcm, sampleRateHz: toHz }] : [];
  return stagedByPart(() => {
    let fromHz = toHz;
    let resampler: Resampler | undefined;
    const flush = () => (resampler === undefined ? [] : blocksOf(resampler.flush()));
    return {
      push: (block) => {
        let tail: readonly Pcm16[] = [];
        if (block.sampleRateHz !== fromHz) {
          assertBlockRate('resamplePcm16', block);
          tail = flush();
          fromHz = block.sampleRateHz;
          resampler = fromHz === toHz ? undefined : resamplerFor('resamplePcm16', fromHz, toHz);
        }
        return [...tail, ...(resampler === undefined ? [block] : blocksOf(resampler.push(block.pcm)))];
      },
      flush,
    };
  });
}
