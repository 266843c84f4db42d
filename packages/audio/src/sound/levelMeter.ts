import { filter, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { chunkPcm16 } from './chunkPcm16.ts';
import { levelOf } from '@rx-realtime/pcm';
import type { Level, Pcm16 } from '@rx-realtime/pcm';

const hasSound = ({ pcm }: Pcm16): boolean => pcm.length > 0;

/** How often {@link levelMeter} measures. */
export interface LevelMeterConfig {
  /** Length of a window, above 0. @defaultValue 50 ms */
  readonly windowMs?: number;
}

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
 * - **Value**: one level for each whole window that has become available.
 * - **Completion**: the level of what is left, then completes.
 * - **Error**: passed on; `unsupported_rate` as `chunkPcm16` has it.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts afresh.
 * - **Memory**: less than one window.
 *
 * Throws `invalid_config` for a window that is not above 0.
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
  return (source) => source.pipe(windows, filter(hasSound), map(levelOf));
}
