/** The outline of some sound, for drawing: the lowest and highest sample of each of its slices. */
export interface PcmPeaks {
  /** Samples from -32768 to 0, one a slice. */
  readonly lows: Int16Array;
  /** Samples from 0 to 32767, one a slice. */
  readonly highs: Int16Array;
  /** Samples in a slice, a power of two; the last slice may have fewer. */
  readonly samplesPerSlice: number;
}

/** Makes the outline of sound that comes piece by piece. */
export interface PeakMaker {
  push(pcm: Int16Array): void;
  /** The outline of all that was pushed. */
  readonly peaks: PcmPeaks;
}

/**
 * Makes an outline in bounded memory, whatever the length of the sound: when it is full, neighbouring slices are joined.
 *
 * @param slices at least so many in the end, and fewer than twice as many, of sound that has as many samples
 * @example
 * import { makePeaks } from '@rx-realtime/pcm';
 *
 * const maker = makePeaks(1);
 * maker.push(Int16Array.of(5, -3, 1));
 * console.log([...maker.peaks.lows], [...maker.peaks.highs]); // prints: [ -3, 0 ] [ 5, 1 ]
 */
export function makePeaks(slices: number): PeakMaker {
  const room = 2 * slices;
  const lows = new Int16Array(room);
  const highs = new Int16Array(room);
  let samplesPerSlice = 1;
  let samples = 0;
  /** Joins neighbouring slices, so that half of the room is free again. */
  const halve = (): void => {
    for (let slice = 0; slice < room; slice++) {
      const from = 2 * slice;
      lows[slice] = Math.min(lows[from] ?? 0, lows[from + 1] ?? 0);
      highs[slice] = Math.max(highs[from] ?? 0, highs[from + 1] ?? 0);
    }
    samplesPerSlice *= 2;
  };
  const add = (sample: number): void => {
    if (samples === samplesPerSlice * room) halve();
    const slice = Math.floor(samples / samplesPerSlice);
    lows[slice] = Math.min(lows[slice] ?? 0, sample);
    highs[slice] = Math.max(highs[slice] ?? 0, sample);
    samples++;
  };
  return {
    push: (pcm) => {
      for (const sample of pcm) add(sample);
    },
    get peaks() {
      const used = Math.ceil(samples / samplesPerSlice);
      return { lows: lows.slice(0, used), highs: highs.slice(0, used), samplesPerSlice };
    },
  };
}
