import { isSilent } from './isSilent.ts';

/** libfvad: the voice activity detector of WebRTC, as compiled in `@echogarden/fvad-wasm`. */
export interface Fvad {
  /** Makes a detector for frames of 10 ms at 16 kHz; `mode` 0 (quality) to 3 (very aggressive). */
  create(mode: number): FvadInstance;
}

interface FvadInstance {
  /** True when the frame of 160 samples holds voice. */
  process(frame: Int16Array): boolean;
  free(): void;
}

type Native = (...values: readonly number[]) => number;

const frameSamples = 160;
/** More than libfvad's state of a detector, which lies at its address. */
const stateWords = 256;
const sampleRateHz = 16_000;
const pageBytes = 65_536;

/** Emscripten shortened the names of the exports; this is which is which in version 0.2. */
const names = {
  initialize: 'd',
  create: 'e',
  allocate: 'f',
  destroy: 'h',
  release: 'i',
  setMode: 'j',
  setSampleRate: 'k',
  process: 'l',
};

const isMemory = (value: unknown): value is WebAssembly.Memory => value instanceof WebAssembly.Memory;
const isNative = (value: unknown): value is Native => typeof value === 'function';

const wrongModule = (): TypeError => new TypeError('Expected fvad.wasm of @echogarden/fvad-wasm 0.2.');

/** The two functions the module asks for. */
const host = (memory: () => WebAssembly.Memory | undefined) => ({
  a: (): never => {
    throw new Error('libfvad failed an assertion.');
  },
  b: (bytes: number): number => {
    const linear = memory();
    linear?.grow(Math.ceil(Math.max(0, bytes - linear.buffer.byteLength) / pageBytes));
    return 1;
  },
});

/**
 * Instantiates the module without Emscripten's JavaScript: that imports Node modules, which bundlers for browsers
 * cannot resolve.
 */
export const instantiateFvad = async (module: WebAssembly.Module): Promise<Fvad> => {
  const linear: { memory?: WebAssembly.Memory } = {};
  const { exports } = await WebAssembly.instantiate(module, { a: host(() => linear.memory) });
  const { c: memory } = exports;
  if (!isMemory(memory)) throw wrongModule();
  linear.memory = memory;
  const native = (name: keyof typeof names): Native => {
    const found = exports[names[name]];
    if (!isNative(found)) throw wrongModule();
    return found;
  };
  const [create, destroy, process] = [native('create'), native('destroy'), native('process')];
  const [allocate, release] = [native('allocate'), native('release')];
  const [setMode, setSampleRate] = [native('setMode'), native('setSampleRate')];
  native('initialize')();

  return {
    create: (mode) => {
      const instance = create();
      const address = allocate(frameSamples * 2);
      if (setSampleRate(instance, sampleRateHz) !== 0 || setMode(instance, mode) !== 0) throw wrongModule();
      /** Silence has changed nothing in the detector and held no voice: more of it will not either. */
      let isSettled = false;
      // Looked at afresh: the memory moves when it grows.
      const state = (): Int32Array => new Int32Array(memory.buffer, instance, stateWords);
      const hear = (frame: Int16Array): boolean => {
        new Int16Array(memory.buffer, address, frameSamples).set(frame);
        return process(instance, address, frameSamples) === 1;
      };
      return {
        process: (frame) => {
          if (!isSilent(frame)) {
            isSettled = false;
            return hear(frame);
          }
          if (isSettled) return false;
          const before = state().slice();
          const isVoice = hear(frame);
          isSettled = !isVoice && state().every((word, index) => word === before[index]);
          return isVoice;
        },
        free: () => {
          release(address);
          destroy(instance);
        },
      };
    },
  };
};
