import { AudioError } from '../audioError.ts';
import { assertBlockRate } from '../internal/sampleRate.ts';
import { resamplerFor } from '../internal/resamplerFor.ts';
import type { VoiceDetector } from '@rx-realtime/pcm';

/** What `@echogarden/fvad-wasm` gives when it is loaded: libfvad, the voice detector of WebRTC. */
export interface FvadModule {
  readonly HEAP16: Int16Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  readonly _fvad_new: () => number;
  readonly _fvad_free: (instance: number) => void;
  readonly _fvad_set_mode: (instance: number, mode: number) => number;
  readonly _fvad_set_sample_rate: (instance: number, sampleRateHz: number) => number;
  readonly _fvad_process: (instance: number, frame: number, samples: number) => number;
}

/** How sure libfvad has to be. */
export interface FvadDetectorConfig {
  /** 0 takes much for speech, 3 only what surely is. @defaultValue 2 */
  readonly mode?: 0 | 1 | 2 | 3;
}

/** libfvad works at 8, 16, 32 and 48 kHz and scales down to 8 itself; 20 ms is one of its three frame lengths. */
const fvadRateHz = 16_000;
const frameSamples = 320;

/**
 * A detector that knows speech from noise: WebRTC's, compiled to WebAssembly.
 *
 * The module is handed in, so only who uses it installs it (`@echogarden/fvad-wasm`), and a browser can say where its
 * wasm file lies. Streams at any rate; they are brought to 16 kHz inside. Holds one frame, and about 5 kB of the
 * module's memory until the stream ends.
 *
 * @param module the loaded module
 *
 * @example
 * ```ts no-run
 * import { fvadDetector, voiceActivity } from '@rx-realtime/audio';
 * import { type Pcm16 } from '@rx-realtime/pcm';
 * import type { Observable } from 'rxjs';
 *
 * declare const microphone$: Observable<Pcm16>;
 * const detectorPackage = '@echogarden/fvad-wasm';
 * const { default: load } = await import(detectorPackage);
 *
 * microphone$.pipe(voiceActivity({ detector: fvadDetector(await load()) })).subscribe(({ type }) => console.log(type));
 * ```
 *
 * @see {@link voiceActivity}
 * @see {@link https://github.com/dpirch/libfvad libfvad}
 */
export const fvadDetector =
  (module: FvadModule, { mode = 2 }: FvadDetectorConfig = {}): (() => VoiceDetector) =>
  () => {
    const instance = module._fvad_new();
    const address = module._malloc(frameSamples * 2);
    if (
      module._fvad_set_mode(instance, mode) !== 0 ||
      module._fvad_set_sample_rate(instance, fvadRateHz) !== 0
    ) {
      throw new AudioError({
        code: 'invalid_config',
        expected: 'a mode from 0 to 3',
        actual: mode,
        where: 'fvadDetector',
      });
    }
    const frame = new Int16Array(frameSamples);
    let filled = 0;
    let rateHz = Number.NaN;
    let to16kHz = (pcm: Int16Array): Int16Array => pcm;
    let voice = false;
    return {
      isVoice: (block) => {
        if (block.sampleRateHz !== rateHz) {
          assertBlockRate('fvadDetector', block);
          rateHz = block.sampleRateHz;
          to16kHz =
            rateHz === fvadRateHz
              ? (samples) => samples
              : resamplerFor('fvadDetector', rateHz, fvadRateHz).push;
        }
        // The resampler gives a little less at first, so frames are put together here; the verdict is the latest frame's.
        for (const sample of to16kHz(block.pcm)) {
          frame[filled++] = sample;
          if (filled < frameSamples) continue;
          module.HEAP16.set(frame, address >> 1);
          voice = module._fvad_process(instance, address, frameSamples) === 1;
          filled = 0;
        }
        return voice;
      },
      free: () => {
        module._free(address);
        module._fvad_free(instance);
      },
    };
  };
