import { durationMs } from './durationMs.ts';
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

/** What is shown for no sound at all; one step of 16 bits is -90. */
const floorDb = -100;

const decibels = (level: number): number => Math.max(floorDb, 20 * Math.log10(level / 32_768));

/**
 * The level of one block.
 *
 * @example
 * import { levelOf } from '@rx-realtime/pcm';
 *
 * console.log(levelOf({ pcm: new Int16Array(480), sampleRateHz: 24_000 }).rmsDb); // prints: -100
 */
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
