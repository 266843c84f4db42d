import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { chunkPcm16 } from './chunkPcm16.ts';
import { durationMs } from './pcm16.ts';
import type { Pcm16 } from './pcm16.ts';

/** How loud a window of sound was. */
export interface Level {
  /** Root mean square, dB below full scale: a full-scale sine is -3, speech -30 to -15, digital silence -100. */
  readonly rmsDb: number;
  /** The largest sample, dB below full scale. */
  readonly peakDb: number;
  /** Samples at full scale: more than a few mean that the sound is distorted. */
  readonly clippedSamples: number;
  /** Length of the window, ms; the last one may be shorter. */
  readonly durationMs: number;
}

/** How often {@link levelMeter} measures. */
export interface LevelMeterConfig {
  /** Length of a window, ms, above 0; default 50. */
  readonly windowMs?: number;
}

/** What is shown for no sound at all; one step of 16 bits is -90. */
const FLOOR_DB = -100;

const decibels = (level: number): number => Math.max(FLOOR_DB, 20 * Math.log10(level / 32_768));

/** The level of one block. */
export const levelOf = (block: Pcm16): Level => {
  let [squares, peak, clippedSamples] = [0, 0, 0];
  for (const sample of block.pcm) {
    squares += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
    if (sample === 32_767 || sample === -32_768) clippedSamples++;
  }
  const rmsDb = decibels(Math.sqrt(squares / Math.max(1, block.pcm.length)));
  return { rmsDb, peakDb: decibels(peak), clippedSamples, durationMs: durationMs(block) };
};

/**
 * Measures how loud a stream is, window by window.
 *
 * What a level bar shows.
 *
 * ```
 * source  --[100 ms]----------[100 ms]----------|
 *         levelMeter({ windowMs: 50 })
 * result  --(-20 dB, -19 dB)--(-21 dB, -60 dB)--|
 * ```
 *
 * - **value**: one level for each whole window that has become available.
 * - **completion**: the level of what is left, then completes. **error**: passes.
 * - **memory**: less than one window.
 *
 * Errors as `chunkPcm16`.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { levelMeter, tone } from '@rx-realtime/audio';
 *
 * of(tone({ frequencyHz: 440, durationMs: 50, amplitude: 1 }))
 *   .pipe(levelMeter())
 *   .subscribe(({ rmsDb, peakDb }) => console.log(rmsDb.toFixed(1), Math.abs(peakDb).toFixed(1)));
 * // prints: -3.0 0.0
 * ```
 *
 * @see {@link voiceActivity}
 */
export function levelMeter({ windowMs = 50 }: LevelMeterConfig = {}): OperatorFunction<Pcm16, Level> {
  const windows = chunkPcm16({ durationMs: windowMs });
  return (source) => source.pipe(windows, map(levelOf));
}
