import { defer, map, reduce } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { assertNumber } from '../internal/assertNumber.ts';
import { makePeaks } from '@rx-realtime/pcm';
import type { Pcm16, PcmPeaks } from '@rx-realtime/pcm';

/** The outline of a recording, for drawing: the lowest and highest sample of each of its slices. */
export type Peaks = PcmPeaks;

/** How fine the outline of {@link collectPeaks} is. */
export interface CollectPeaksConfig {
  /** At least this many slices, and fewer than twice as many, from a recording that has as many samples. @defaultValue 400 */
  readonly slices?: number;
}

/**
 * Collects the outline of a recording of any length.
 *
 * What a player draws above its slider.
 *
 * ```
 * source  --[100 ms]--[100 ms]--[100 ms]--|
 *         collectPeaks()
 * result  --------------------------------({ lows, highs }|)
 * ```
 *
 * Whenever its slices are full it joins them in pairs, so an hour takes no more room than a second.
 *
 * - **Value**: added to the outline.
 * - **Completion**: emits one {@link Peaks}; without a slice if there was no sample.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: a new outline.
 * - **Memory**: twice `slices` pairs of samples.
 *
 * Throws `invalid_config` unless `slices` is a whole number from 1 to 100000.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { collectPeaks, tone } from '@rx-realtime/audio';
 *
 * of(tone({ frequencyHz: 100, durationMs: 1_000, amplitude: 1 }))
 *   .pipe(collectPeaks({ slices: 10 }))
 *   .subscribe(({ highs, samplesPerSlice }) => console.log(highs.length, samplesPerSlice, highs[0]));
 * // prints: 12 2048 32767
 * ```
 *
 * @see {@link levelMeter}
 */
export function collectPeaks({ slices = 400 }: CollectPeaksConfig = {}): OperatorFunction<Pcm16, Peaks> {
  assertNumber(
    'collectPeaks.slices',
    slices,
    'a whole number from 1 to 100000',
    (n) => Number.isInteger(n) && n >= 1 && n <= 100_000,
  );
  return (source) =>
    defer(() =>
      source.pipe(
        reduce((maker, { pcm }) => {
          maker.push(pcm);
          return maker;
        }, makePeaks(slices)),
        map(({ peaks }) => peaks),
      ),
    );
}
