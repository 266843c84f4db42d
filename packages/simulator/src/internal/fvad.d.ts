declare module '@echogarden/fvad-wasm' {
  /** The Emscripten module of libfvad: frames of 10, 20 or 30 ms at 8, 16, 32 or 48 kHz. */
  export interface FvadModule {
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    _fvad_new(): number;
    _fvad_free(instance: number): void;
    _fvad_reset(instance: number): void;
    /** 0 (quality) to 3 (very aggressive); 0 on success. */
    _fvad_set_mode(instance: number, mode: number): number;
    _fvad_set_sample_rate(instance: number, sampleRateHz: number): number;
    /** 1 for voice, 0 for none, -1 for a frame of the wrong length. */
    _fvad_process(instance: number, frame: number, samples: number): number;
  }
  const fvad: (options?: object) => Promise<FvadModule>;
  export default fvad;
}
