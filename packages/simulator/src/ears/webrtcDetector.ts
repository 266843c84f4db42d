import { instantiateFvad } from './fvad.ts';
import { createLevelGate } from './levelGate.ts';
import { wasmModule } from '../voices/wasmModule.ts';
import type { WasmSource } from '../voices/wasmModule.ts';
import type { VoiceDetectorFactory } from './voiceDetectorFactory.ts';

/** Options of {@link webrtcDetector}. */
export interface WebrtcDetectorConfig {
  /**
   * The file `fvad.wasm` of `@echogarden/fvad-wasm`: its bytes, its URL, or the compiled module. A browser has to say
   * where it serves the file.
   *
   * @defaultValue the file of the installed package (Node only)
   */
  readonly wasm?: WasmSource;
}

/** libfvad's four modes, from "rather too much" to "only what is surely speech". */
const modeOf = (threshold: number): number =>
  threshold < 0.25 ? 0 : threshold < 0.45 ? 1 : threshold < 0.75 ? 2 : 3;

/**
 * Loads the voice activity detector of WebRTC (libfvad, 20 kB of WebAssembly) and returns a factory of detectors.
 *
 * A frame is speech when WebRTC's model says so and it stands out from the background noise; the session's `threshold`
 * sets libfvad's mode and how loud is loud enough. What `startSimulator` listens with. In stationary noise at 5 dB it
 * finds the ends of a turn within 60 ms, and in noise alone no turn.
 *
 * Rejects when the file cannot be read or is another one.
 *
 * @example
 * import { webrtcDetector } from '@rx-realtime/simulator';
 *
 * const detectorOf = await webrtcDetector();
 * const detector = detectorOf(0.5);
 * console.log(detector.isVoice({ pcm: new Int16Array(160), sampleRateHz: 16_000 })); // prints: false
 * detector.free?.();
 *
 * @see {@link https://github.com/dpirch/libfvad libfvad}
 */
export async function webrtcDetector(config: WebrtcDetectorConfig = {}): Promise<VoiceDetectorFactory> {
  const fvad = await instantiateFvad(await wasmModule('@echogarden/fvad-wasm/fvad.wasm', config.wasm));
  return (threshold) => {
    const gate = createLevelGate(threshold);
    const instance = fvad.create(modeOf(threshold));
    return {
      isVoice: (frame) => {
        // Both are asked for every frame: each learns the background from what it hears.
        const voiced = instance.process(frame.pcm);
        return gate.opens(frame.pcm) && voiced;
      },
      free: () => instance.free(),
    };
  };
}
