const quietestDb = -96;
const windowFrames = 150;
/** One-pole high-pass at about 150 Hz (16 kHz): rumble and the swell of pink noise are not loudness of speech. */
const highPass = 0.94;

/** Opens for frames that stand out from the background: the quietest (smoothed) level of the last 1.5 seconds. */
export interface LevelGate {
  readonly opens: (frame: Int16Array) => boolean;
}

export const createLevelGate = (threshold: number): LevelGate => {
  const lowestDb = -62 + 24 * threshold;
  const marginDb = 2 + 6 * threshold;
  const recent: number[] = [];
  let smooth: number | undefined;
  let before = 0;
  let passed = 0;

  const levelDb = (frame: Int16Array): number => {
    let energy = 0;
    for (const sample of frame) {
      passed = highPass * (passed + sample - before);
      before = sample;
      energy += passed * passed;
    }
    const power = energy / frame.length / (32_768 * 32_768);
    return power === 0 ? quietestDb : Math.max(quietestDb, 10 * Math.log10(power));
  };

  return {
    opens: (frame) => {
      const db = levelDb(frame);
      smooth = smooth === undefined ? db : smooth + 0.2 * (db - smooth);
      recent.push(smooth);
      if (recent.length > windowFrames) recent.shift();
      return db > lowestDb && db > Math.min(...recent) + marginDb;
    },
  };
};
