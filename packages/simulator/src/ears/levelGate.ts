import { isSilent } from './isSilent.ts';
import { slidingMinimum } from './slidingMinimum.ts';

const quietestDb = -96;
const windowFrames = 150;
/** Share of a new frame in the smoothed level: slow, so that chance dips do not count as the background. */
const smoothing = 1 / 12;
/** So many frames make a level that can be trusted for the next 1.5 seconds. */
const trustedFrames = 12;
/** The filters start from silence; what they say at first would pass for a quiet background. */
const settlingFrames = 3;
/** One-pole high-pass at about 150 Hz (16 kHz): rumble and the swell of pink noise are not loudness of speech. */
const highPass = 0.94;
/** One-pole low-passes at about 2 kHz: vowels lie below, and the hiss of s and f above. */
const lowPass = 0.55;
/** Speech lies this close to its own loud parts; what is softer is breath and echo, heard or not by how noisy it is. */
const softestDb = 14;
/** Loud is what lasts: 50 ms. A click is not. */
const steadyFrames = 5;
/** How long a loud part counts, and how much less it counts in each frame after that. */
const heldFrames = 40;
const fadeDb = 0.3;

/** Opens for frames that stand out from the background, and are not much softer than the speech before them. */
export interface LevelGate {
  readonly opens: (frame: Int16Array) => boolean;
}

/** The powers of silence. */
const nothing = [0, 0, 0] as const;

const decibels = (power: number): number => Math.max(quietestDb, 10 * Math.log10(power));

/** One band of the sound: does a frame stand out from the quietest (smoothed) level of the last 1.5 seconds? */
const createBand = (lowestDb: number, marginDb: number): ((power: number) => boolean) => {
  const background = slidingMinimum(windowFrames);
  let smooth = 0;
  let earlier = 0;
  let frames = -settlingFrames;
  return (power) => {
    // Over this frame and the one before: a single frame of noise varies too much.
    const db = decibels((power + earlier) / 2);
    earlier = power;
    frames += 1;
    if (frames <= 0) return false;
    smooth += Math.max(smoothing, 1 / frames) * (db - smooth);
    const floor = frames > trustedFrames ? background(smooth) : smooth;
    return db > Math.max(lowestDb, floor + marginDb);
  };
};

/** How loud the speech of the last moments was. */
const createLoudness = (): ((power: number) => number) => {
  const steady = slidingMinimum(steadyFrames);
  let loudestDb = quietestDb;
  let held = 0;
  return (power) => {
    const steadyDb = steady(decibels(power));
    held = steadyDb >= loudestDb ? heldFrames : held - 1;
    loudestDb = Math.max(steadyDb, held > 0 ? loudestDb : loudestDb - fadeDb);
    return loudestDb;
  };
};

export const createLevelGate = (threshold: number): LevelGate => {
  const lowestDb = -64 + 24 * threshold;
  const vowels = createBand(lowestDb, 1 + 2.5 * threshold);
  const hisses = createBand(lowestDb, 3.5 + 5 * threshold);
  const loudness = createLoudness();
  let filters = { before: 0, high: 0, middle: 0, low: 0 };
  /** Silence has run through the filters and changed nothing: it is all the same how much more of it comes. */
  let isSettled = false;

  /** The power of a frame, and of what the filters let through of it below and above 2 kHz. */
  const powersOf = (frame: Int16Array): readonly [whole: number, below: number, above: number] => {
    // In locals, which is twice as fast as in variables of the closure.
    let { before, high, middle, low } = filters;
    let [whole, below, above] = [0, 0, 0];
    for (let index = 0; index < frame.length; index++) {
      const sample = frame[index]!;
      high = highPass * (high + sample - before);
      before = sample;
      middle += lowPass * (high - middle);
      low += lowPass * (middle - low);
      whole += sample * sample;
      below += low * low;
      above += (high - middle) * (high - middle);
    }
    isSettled = whole === 0 && high === filters.high && middle === filters.middle && low === filters.low;
    filters = { before, high, middle, low };
    const scale = 1 / (frame.length * 32_768 * 32_768);
    return [whole * scale, below * scale, above * scale];
  };

  return {
    opens: (frame) => {
      // After digital silence the filters hold less than a number can say the square of.
      const [whole, below, above] = isSettled && isSilent(frame) ? nothing : powersOf(frame);
      // All three learn from every frame.
      const loudestDb = loudness(whole);
      const isVowel = vowels(below);
      const isHiss = hisses(above);
      return (isVowel || isHiss) && decibels(whole) > loudestDb - softestDb;
    },
  };
};
