import { seededRandom } from '../scope/random.ts';

/** Adds what a room does to a microphone: noise, and the loudspeaker a little later. */
export interface Room {
  /** What the loudspeaker plays. */
  readonly echo: (pcm: Int16Array) => void;
  /** What the microphone picks up while this is said. Changes it. */
  readonly mix: (pcm: Int16Array) => void;
}

export interface RoomConfig {
  readonly noiseAmplitude: number;
  readonly echoGain: number;
  readonly seed: number;
}

const clipped = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

export const createRoom = ({ noiseAmplitude, echoGain, seed }: RoomConfig): Room => {
  const random = seededRandom(seed);
  const queue: Int16Array[] = [];
  let read = 0;

  /** The next sample that the loudspeaker has played; silence when it plays nothing. */
  const echoed = (): number => {
    const [block] = queue;
    if (block === undefined) return 0;
    const sample = block[read] ?? 0;
    read += 1;
    if (read >= block.length) {
      queue.shift();
      read = 0;
    }
    return sample;
  };

  return {
    echo: (pcm) => {
      if (echoGain > 0 && pcm.length > 0) queue.push(pcm.slice());
    },
    mix: (pcm) => {
      if (noiseAmplitude === 0 && queue.length === 0) return;
      for (let index = 0; index < pcm.length; index++) {
        const noise = noiseAmplitude === 0 ? 0 : noiseAmplitude * (2 * random() - 1);
        pcm[index] = clipped(pcm[index]! + noise + echoGain * echoed());
      }
    },
  };
};
