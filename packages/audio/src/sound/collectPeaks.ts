import { defer, map, reduce } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { assertNumber } from '../internal/assertNumber.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** The outline of a recording, for drawing: the lowest and highest sample of each of its slices. */
export interface Peaks {
  /** Samples from -32768 to 0, one a slice. */
  readonly lows: Int16Array;
  /** Samples from 0 to 32767, one a slice. */
  readonly highs: Int16Array;
  /** Samples in a slice, a power of two; the last slice may have fewer. */
  readonly samplesPerSlice: number;
}

/** How fine the outline of {@link collectPeaks} is. */
export interface CollectPeaksConfig {
  /** At least this many slices, and fewer than twice as many, from a recording that has as many samples. @defaultValue 400 */
  readonly slices?: number;
}

interface Outline {
  readonly lows: Int16Array;
  readonly highs: Int16Array;
  samplesPerSlice: number;
  samples: number;
}

/** Joins neighbouring slices, so that half of the room is free again. */
const halve = (outline: Outline): void => {
  const { lows, highs } = outline;
  for (let slice = 0; slice < lows.length; slice++) {
    const from = 2 * slice;
    lows[slice] = Math.min(lows[from] ?? 0, lows[from + 1] ?? 0);
    highs[slice] = Math.max(highs[from] ?? 0, highs[from + 1] ?? 0);
  }
  outline.samplesPerSlice *= 2;
};

const add = (outline: Outline, sample: number): void => {
  if (outline.samples === outline.samplesPerSlice * outline.lows.length) halve(outline);
  const slice = Math.floor(outline.samples / outline.samplesPerSlice);
  outline.lows[slice] = Math.min(outline.lows[slice] ?? 0, sample);
  outline.highs[slice] = Math.max(outline.highs[slice] ?? 0, sample);
  outline.samples++;
};

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
    defer(() => {
      const room = 2 * slices;
      const empty: Outline = {
        lows: new Int16Array(room),
        highs: new Int16Array(room),
        samplesPerSlice: 1,
        samples: 0,
      };
      return source.pipe(
        reduce((outline, { pcm }) => {
          for (const sample of pcm) add(outline, sample);
          return outline;
        }, empty),
        map(({ lows, highs, samplesPerSlice, samples }) => {
          const used = Math.ceil(samples / samplesPerSlice);
          return { lows: lows.slice(0, used), highs: highs.slice(0, used), samplesPerSlice };
        }),
      );
    });
}
