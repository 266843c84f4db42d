import type { VoiceDetector } from '@rx-realtime/pcm';
import { createLevelGate } from './levelGate.ts';

/**
 * A voice detector without WebAssembly: a frame is speech when it is clearly louder than the background of the last
 * seconds. Synchronous, so that it serves under virtual time and in a browser page; music and slamming doors fool it.
 *
 * @example
 * import { energyDetector } from '@rx-realtime/simulator';
 *
 * const detector = energyDetector(0.5);
 * console.log(detector.isVoice({ pcm: new Int16Array(160), sampleRateHz: 16_000 })); // prints: false
 */
export function energyDetector(threshold: number): VoiceDetector {
  const gate = createLevelGate(threshold);
  return { isVoice: (frame) => gate.opens(frame.pcm) };
}
