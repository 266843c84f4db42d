const quietestDb = -96;
const windowFrames = 150;
/** Share of a new frame in the smoothed level: slow, so that chance dips do not count as the background. */
const smoothing = 0.08;
/** The filters start from silence; what they say at first would pass for a quiet background. */
const settlingFrames = 3;
/** One-pole high-pass at about 150 Hz (16 kHz): rumble and the swell of pink noise are not loudness of speech. */
const highPass = 0.94;
/** Two one-pole low-passes at about 2 kHz: most noise lies above the strong part of speech. */
const lowPass = 0.55;

/** Opens for frames that stand out from the background: the quietest (smoothed) level of the last 1.5 seconds. */
export interface LevelGate {
  readonly opens: (frame: Int16Array) => boolean;
}

export const createLevelGate = (threshold: number): LevelGate => {
  const lowestDb = -64 + 24 * threshold;
  const marginDb = 2 + 2.5 * threshold;
  const recent: number[] = [];
  let smooth: number | undefined;
  let before = 0;
  let high = 0;
  let middle = 0;
  let low = 0;
  let earlierPower = 0;
  let frames = 0;

  /** Level in the band of speech, over this frame and the one before: a single frame of noise varies too much. */
  const levelDb = (frame: Int16Array): number => {
    let energy = 0;
    for (const sample of frame) {
      high = highPass * (high + sample - before);
      before = sample;
      middle += lowPass * (high - middle);
      low += lowPass * (middle - low);
      energy += low * low;
    }
    const power = energy / frame.length / (32_768 * 32_768);
    const db = 10 * Math.log10((power + earlierPower) / 2);
    earlierPower = power;
    return Math.max(quietestDb, db);
  };

  return {
    opens: (frame) => {
      const db = levelDb(frame);
      frames += 1;
      if (frames <= settlingFrames) return false;
      smooth = smooth === undefined ? db : smooth + smoothing * (db - smooth);
      recent.push(smooth);
      if (recent.length > windowFrames) recent.shift();
      return db > lowestDb && db > Math.min(...recent) + marginDb;
    },
  };
};
