import type { VoiceDetectorFactory } from './voiceDetector.ts';
import { createLevelGate } from './internal/levelGate.ts';

const frameSamples = 160;
const sampleRateHz = 16_000;

/** libfvad's four modes, from "rather too much" to "only what is surely speech". */
const modeOf = (threshold: number): number =>
  threshold < 0.25 ? 0 : threshold < 0.45 ? 1 : threshold < 0.75 ? 2 : 3;

/**
 * Loads the voice activity detector of WebRTC (libfvad, compiled to WebAssembly) and returns a factory of detectors.
 *
 * A frame is speech when WebRTC's model says so and it stands out from the background noise; the session's `threshold`
 * sets libfvad's mode and how loud is loud enough. What `startSimulator` listens with.
 *
 * @example
 * import { webrtcDetector } from '@rx-realtime/simulator';
 *
 * const detectorOf = await webrtcDetector();
 * const detector = detectorOf(0.5);
 * console.log(detector.isVoice(new Int16Array(160))); // false
 * detector.free();
 */
export async function webrtcDetector(): Promise<VoiceDetectorFactory> {
  const { default: load } = await import('@echogarden/fvad-wasm');
  const fvad = await load();
  return (threshold) => {
    const gate = createLevelGate(threshold);
    const instance = fvad._fvad_new();
    const address = fvad._malloc(frameSamples * 2);
    fvad._fvad_set_sample_rate(instance, sampleRateHz);
    fvad._fvad_set_mode(instance, modeOf(threshold));
    return {
      isVoice: (frame) => {
        fvad.HEAP16.set(frame, address >> 1);
        const voiced = fvad._fvad_process(instance, address, frameSamples) === 1;
        return gate.opens(frame) && voiced;
      },
      free: () => {
        fvad._free(address);
        fvad._fvad_free(instance);
      },
    };
  };
}
