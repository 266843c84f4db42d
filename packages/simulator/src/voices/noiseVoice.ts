import { samplesOf } from '@rx-realtime/pcm';
import type { SimulatorVoice } from './simulatorVoice.ts';
import { createSoundMemory } from './soundMemory.ts';
import { seededRandom } from '../scope/random.ts';

/** Options of {@link noiseVoice}. */
export interface NoiseVoiceConfig {
  /** Seed of the noise; the same seed and text give the same samples. @defaultValue 1 */
  readonly seed?: number;
  /** Speed of the speech. @defaultValue 15 characters a second, an unhurried English speaker */
  readonly charactersPerSecond?: number;
}

const sampleRateHz = 24_000;
const syllablesPerSecond = 4;
const shortestMs = 250;
const peak = 9_000;

/** One memory for all voices: simulators come and go in a test, and say the same. Five minutes of sound, 14.4 MB. */
const memory = createSoundMemory(samplesOf(300_000, sampleRateHz));

const babble = (seed: number, samples: number): Int16Array => {
  const random = seededRandom(seed);
  const pcm = new Int16Array(samples);
  let smooth = 0;
  let pitchPhase = 0;
  for (let index = 0; index < pcm.length; index++) {
    const time = index / sampleRateHz;
    const syllable = Math.sin(Math.PI * ((time * syllablesPerSecond) % 1));
    pitchPhase += (120 + 20 * Math.sin(2 * Math.PI * 0.7 * time)) / sampleRateHz;
    const buzz = 2 * (pitchPhase % 1) - 1;
    smooth += 0.25 * (0.6 * buzz + 0.8 * (random() - 0.5) - smooth);
    pcm[index] = Math.round(peak * (0.15 + 0.85 * syllable) * smooth);
  }
  return pcm;
};

/**
 * A voice without words: low-passed noise over a buzz, swelling at the pace of syllables, as long as the text would take.
 *
 * What the simulator speaks with when no synthesizer is installed. It answers synchronously and is deterministic, so it
 * also serves under virtual time; voice activity detectors take it for speech.
 *
 * @example
 * import { noiseVoice } from '@rx-realtime/simulator';
 *
 * const pcm = await noiseVoice().speak('Thirty characters, 2 seconds.');
 * console.log(pcm.length / 24_000); // prints: 1.9333333333333333
 */
export function noiseVoice(config: NoiseVoiceConfig = {}): SimulatorVoice {
  const { seed = 1, charactersPerSecond = 15 } = config;
  return {
    sampleRateHz,
    speak: ({ length }) =>
      memory.recall(`${seed} ${charactersPerSecond} ${length}`, () => {
        const seconds = Math.max(shortestMs / 1_000, length / charactersPerSecond);
        return babble(seed + length, Math.round(seconds * sampleRateHz));
      }),
  };
}
