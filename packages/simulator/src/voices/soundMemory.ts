/** Remembers sounds that take long to make: the latest, up to so many samples. */
export interface SoundMemory {
  /** The sound of this name, made if it is not remembered. Whoever gets it may change it. */
  readonly recall: (name: string, make: () => Int16Array) => Int16Array;
}

export const createSoundMemory = (longestSamples: number): SoundMemory => {
  const sounds = new Map<string, Int16Array>();
  let samples = 0;
  const keep = (name: string, sound: Int16Array): void => {
    sounds.set(name, sound);
    samples += sound.length;
    for (const [oldest, { length }] of sounds) {
      if (samples <= longestSamples) return;
      sounds.delete(oldest);
      samples -= length;
    }
  };
  return {
    recall: (name, make) => {
      const known = sounds.get(name);
      const sound = known ?? make();
      if (known === undefined) keep(name, sound);
      return sound.slice();
    },
  };
};
