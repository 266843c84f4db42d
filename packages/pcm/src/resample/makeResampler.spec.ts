import { describe, expect, it } from '@jest/globals';
import { ConverterType, create } from '@alexanderolsen/libsamplerate-js';
import fc from 'fast-check';
import { makeResampler } from './makeResampler.ts';
import { defaultHalfLength, resampleFilter, transitionOf } from './resampleFilter.ts';

const transition = transitionOf(defaultHalfLength);

const rates = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const pairs = rates.flatMap((fromHz) =>
  rates.filter((toHz) => toHz !== fromHz).map((toHz) => ({ fromHz, toHz })),
);

/** A sine, from its beginning. */
const tone = (config: {
  readonly frequencyHz: number;
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly amplitude: number;
}): { readonly pcm: Int16Array } => ({
  pcm: Int16Array.from(
    { length: Math.round((config.durationMs * config.sampleRateHz) / 1_000) },
    (_, index) =>
      Math.round(
        32_767 *
          config.amplitude *
          Math.sin((2 * Math.PI * config.frequencyHz * index) / config.sampleRateHz),
      ),
  ),
});

const joined = (blocks: readonly Int16Array[]): Int16Array => {
  const all = new Int16Array(blocks.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
};

const resampled = (pcm: Int16Array, fromHz: number, toHz: number): Int16Array => {
  const resampler = makeResampler(fromHz, toHz);
  return joined([resampler.push(pcm), resampler.flush()]);
};

const fullAmplitude = 0.95;

/** Signal-to-noise ratio in decibels against the sine computed at the output's own times; edges left out. */
const snrDb = (out: ArrayLike<number>, frequencyHz: number, toHz: number): number => {
  let signal = 0;
  let noise = 0;
  for (let i = Math.round(0.02 * toHz); i < out.length - 0.02 * toHz; i++) {
    const ideal = 32_767 * fullAmplitude * Math.sin((2 * Math.PI * frequencyHz * i) / toHz);
    signal += ideal ** 2;
    noise += ((out[i] ?? 0) - ideal) ** 2;
  }
  return 10 * Math.log10(signal / noise);
};

describe('resampler', () => {
  it.each(pairs)('keeps tones above 90 dB from $fromHz to $toHz Hz', ({ fromHz, toHz }) => {
    const edgeHz = (Math.min(fromHz, toHz) / 2) * (1 - transition);
    for (const part of [0.013, 0.61, 1]) {
      const frequencyHz = edgeHz * part;
      const { pcm } = tone({ frequencyHz, durationMs: 120, sampleRateHz: fromHz, amplitude: fullAmplitude });
      expect(snrDb(resampled(pcm, fromHz, toHz), frequencyHz, toHz)).toBeGreaterThan(90);
    }
  });

  it.each(pairs)('lets nothing above Nyquist through from $fromHz to $toHz Hz', ({ fromHz, toHz }) => {
    const filter = resampleFilter(fromHz, toHz);
    // The response of the prototype, which is what images (up) and aliases (down) are multiplied with.
    const response = (frequencyHz: number): number => {
      const { interpolation, taps, coefficients } = filter;
      let [real, imaginary] = [0, 0];
      for (let phase = 0; phase < interpolation; phase++) {
        for (let k = 0; k < taps; k++) {
          const angle = (2 * Math.PI * frequencyHz * (k - phase / interpolation)) / fromHz;
          real += (coefficients[phase * taps + k] ?? 0) * Math.cos(angle);
          imaginary += (coefficients[phase * taps + k] ?? 0) * Math.sin(angle);
        }
      }
      return 20 * Math.log10(Math.hypot(real, imaginary) / interpolation);
    };
    const nyquist = Math.min(fromHz, toHz) / 2;
    for (const part of [1, 1.01]) expect(response(nyquist * part)).toBeLessThan(-90);
    expect(Math.abs(response(nyquist * 0.5))).toBeLessThan(0.001);
  });

  it.each(pairs.filter(({ fromHz, toHz }) => fromHz > toHz))(
    'turns a tone that does not fit into silence, $fromHz to $toHz Hz',
    ({ fromHz, toHz }) => {
      const frequencyHz = (toHz / 2 + fromHz / 2) / 2;
      const { pcm } = tone({ frequencyHz, durationMs: 200, sampleRateHz: fromHz, amplitude: fullAmplitude });
      const middle = resampled(pcm, fromHz, toHz).slice(0.02 * toHz, -0.02 * toHz);
      expect(Math.max(...middle.map(Math.abs))).toBeLessThanOrEqual(1);
    },
  );

  it.each(pairs)(
    'is within 1 dB of libsamplerate at its best, $fromHz to $toHz Hz',
    async ({ fromHz, toHz }) => {
      const best = await create(1, fromHz, toHz, { converterType: ConverterType.SRC_SINC_BEST_QUALITY });
      const edgeHz = (Math.min(fromHz, toHz) / 2) * (1 - transition);
      for (const part of [0.1, 0.5, 0.9]) {
        const frequencyHz = edgeHz * part;
        const { pcm } = tone({ frequencyHz, durationMs: 80, sampleRateHz: fromHz, amplitude: fullAmplitude });
        const theirs = best
          .simple(Float32Array.from(pcm, (value) => value / 32_768))
          .map((value) => Math.round(value * 32_768));
        const ours = snrDb(resampled(pcm, fromHz, toHz), frequencyHz, toHz);
        expect(ours).toBeGreaterThan(snrDb(theirs, frequencyHz, toHz) - 1);
      }
      best.destroy();
    },
  );

  it('gives the same bits however the input is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.int16Array({ maxLength: 1_500 }),
        fc.array(fc.nat({ max: 700 }), { maxLength: 20 }),
        ({ fromHz, toHz }, pcm, cuts) => {
          const edges = [
            0,
            ...cuts.map((cut) => Math.min(cut, pcm.length)).sort((a, b) => a - b),
            pcm.length,
          ];
          const resampler = makeResampler(fromHz, toHz);
          const parts = edges.slice(1).map((edge, index) => resampler.push(pcm.slice(edges[index], edge)));
          const whole = resampled(pcm, fromHz, toHz);
          expect(joined([...parts, resampler.flush()])).toEqual(whole);
          expect(whole.length).toBe(Math.round((pcm.length * toHz) / fromHz));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('looks less than 2 ms ahead from 48 to 24 kHz', () => {
    const resampler = makeResampler(48_000, 24_000);
    const withheldMs = 100 - resampler.push(new Int16Array(4_800)).length / 24;
    expect(withheldMs).toBeLessThanOrEqual(2);
  });

  it('looks ahead as little as it is told to', () => {
    const resampler = makeResampler(24_000, 16_000, 16);
    expect(resampler.push(new Int16Array(240 + 24))).toHaveLength(160);
    expect(resampler.push(new Int16Array(240))).toHaveLength(160);
  });

  it('clips where the filter overshoots full scale', () => {
    const square = new Int16Array(2_000).map((_, index) => (index % 100 < 50 ? 32_767 : -32_768));
    const out = resampled(square, 24_000, 48_000);
    expect(Math.max(...out)).toBe(32_767);
    expect(Math.min(...out)).toBe(-32_768);
  });

  it('keeps a constant constant', () => {
    for (const { fromHz, toHz } of pairs.filter((_, index) => index % 5 === 0)) {
      const out = resampled(new Int16Array(fromHz / 5).fill(12_345), fromHz, toHz);
      expect(new Set(out.slice(0.05 * toHz, -0.05 * toHz))).toEqual(new Set([12_345]));
    }
  });

  it('keeps one table for rates with the same ratio', () => {
    expect(resampleFilter(48_000, 24_000)).toBe(resampleFilter(16_000, 8_000));
  });

  it('refuses a pair that needs an enormous table', () => {
    expect(() => makeResampler(47_999, 24_000)).toThrow(/two rates with a small ratio/);
  });
});
