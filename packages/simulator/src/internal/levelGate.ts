const quietestDb = -96;
const windowFrames = 150;

/** Level of a frame in dB below full scale. */
export const levelDb = (frame: Int16Array): number => {
  let energy = 0;
  for (const sample of frame) energy += sample * sample;
  return energy === 0
    ? quietestDb
    : Math.max(quietestDb, 10 * Math.log10(energy / frame.length / (32_768 * 32_768)));
};

/** Opens for frames that stand out from the background: the quietest (smoothed) level of the last 1.5 seconds. */
export interface LevelGate {
  readonly opens: (frame: Int16Array) => boolean;
}

export const createLevelGate = (threshold: number): LevelGate => {
  const lowestDb = -62 + 24 * threshold;
  const marginDb = 2 + 6 * threshold;
  const recent: number[] = [];
  let smooth: number | undefined;
  return {
    opens: (frame) => {
      const db = levelDb(frame);
      smooth = smooth === undefined ? db : smooth + 0.2 * (db - smooth);
      recent.push(smooth);
      if (recent.length > windowFrames) recent.shift();
      const floorDb = Math.min(...recent);
      // Until the background is known, only the absolute level counts.
      return db > lowestDb && (recent.length < 10 || db > floorDb + marginDb);
    },
  };
};
