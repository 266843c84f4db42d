import { expect, it } from '@jest/globals';
import { makeResampler } from './makeResampler.ts';
import { resample } from './resample.ts';

const noise = Int16Array.from({ length: 1_000 }, (_, index) => ((index * 7_919) % 20_000) - 10_000);

it('gives what a stream of it gives, all of it', () => {
  const resampler = makeResampler(8_000, 24_000);
  expect([...resample(noise, 8_000, 24_000)]).toEqual([...resampler.push(noise), ...resampler.flush()]);
  expect(resample(noise, 24_000, 16_000)).toHaveLength(667);
});

it('leaves alone what has the rate already', () => {
  expect(resample(noise, 8_000, 8_000)).toBe(noise);
});

it('refuses two rates that nobody records at', () => {
  expect(() => resample(noise, 47_999, 24_000)).toThrow('unsupported_rates');
});
