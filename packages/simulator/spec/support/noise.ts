import { seededRandom } from '../../src/scope/random.ts';

/** Looked up once: in a test's sandbox every use of a global is slow. */
const { max, min } = Math;

/** White noise of unit power, near enough to normal. */
export const whiteNoise = (samples: number, seed: number): Float64Array => {
  const random = seededRandom(seed);
  const noise = new Float64Array(samples);
  const unit = Math.sqrt(3);
  for (let index = 0; index < samples; index++)
    noise[index] = (random() + random() + random() + random() - 2) * unit;
  return noise;
};

/** Pink noise of unit power (Paul Kellet's filter), nearer to rooms and streets. */
export const pinkNoise = (samples: number, seed: number): Float64Array => {
  let [slow, middle, fast] = [0, 0, 0];
  const pink = whiteNoise(samples, seed).map((white) => {
    slow = 0.99765 * slow + white * 0.099046;
    middle = 0.963 * middle + white * 0.2965164;
    fast = 0.57 * fast + white * 1.0526913;
    return slow + middle + fast + white * 0.1848;
  });
  const level = rms(pink);
  return pink.map((sample) => sample / level);
};

export const rms = (samples: ArrayLike<number>): number => {
  let energy = 0;
  for (let index = 0; index < samples.length; index++) energy += (samples[index] ?? 0) ** 2;
  return Math.sqrt(energy / samples.length);
};

/** `pcm` with noise of the given level added, clipped to 16 bits. */
export const withNoise = (pcm: Int16Array, noise: Float64Array, level: number): Int16Array =>
  pcm.map((sample, index) => max(-32_768, min(32_767, sample + (noise[index] ?? 0) * level)));
