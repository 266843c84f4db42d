import { assertNumber } from '../internal/assertNumber.ts';
import { levelOf } from '@rx-realtime/pcm';
import type { VoiceDetector } from '@rx-realtime/pcm';

/** The level from which {@link levelDetector} hears a voice. */
export interface LevelDetectorConfig {
  /** Root mean square of a frame in dB below full scale, -100 to 0. @defaultValue -40 dB */
  readonly thresholdDb?: number;
}

/**
 * A detector that calls everything loud enough a voice.
 *
 * Good in a quiet room and in tests; a slamming door is a voice to it.
 *
 * @example
 * ```ts
 * import { levelDetector, silence, tone } from '@rx-realtime/audio';
 *
 * const detector = levelDetector()();
 * console.log(detector.isVoice(silence({ durationMs: 20 }))); // prints: false
 * console.log(detector.isVoice(tone({ frequencyHz: 200, durationMs: 20 }))); // prints: true
 * ```
 *
 * @see {@link fvadDetector}
 */
export const levelDetector = ({ thresholdDb = -40 }: LevelDetectorConfig = {}): (() => VoiceDetector) => {
  assertNumber(
    'levelDetector.thresholdDb',
    thresholdDb,
    'a level from -100 to 0 dB',
    (db) => db >= -100 && db <= 0,
  );
  return () => ({ isVoice: (frame) => levelOf(frame).rmsDb >= thresholdDb });
};
