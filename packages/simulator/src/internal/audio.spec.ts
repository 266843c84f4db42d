import { describe, expect, it } from '@jest/globals';
import { decodeG711, encodeG711, resample } from '@rx-realtime/pcm';
import { decodeAudio, encodeAudio } from './audio.ts';

const tone = (hz: number, rateHz: number, ms: number): Int16Array =>
  Int16Array.from(
    { length: (rateHz * ms) / 1_000 },
    (_, at) => 10_000 * Math.sin((2 * Math.PI * hz * at) / rateHz),
  );

/** Signal over the difference to what was expected, in dB, away from the borders. */
const signalToErrorDb = (expected: Int16Array, actual: Int16Array): number => {
  let [signal, error] = [0, 0];
  for (let at = 200; at < expected.length - 200; at++) {
    signal += (expected[at] ?? 0) ** 2;
    error += ((expected[at] ?? 0) - (actual[at] ?? 0)) ** 2;
  }
  return 10 * Math.log10(signal / error);
};

describe('resample', () => {
  it.each([
    [16_000, 24_000],
    [8_000, 24_000],
    [24_000, 16_000],
    [24_000, 8_000],
    [22_050, 24_000],
  ])('from %i to %i Hz keeps a tone', (from, to) => {
    const actual = resample(tone(440, from, 500), from, to);
    const expected = tone(440, to, 500);
    expect(actual.length).toBe(expected.length);
    expect(signalToErrorDb(expected, actual)).toBeGreaterThan(50);
  });

  it('takes away what the lower rate cannot hold', () => {
    const aliased = resample(tone(7_000, 24_000, 500), 24_000, 8_000).subarray(200, -200);
    expect(Math.max(...aliased.map(Math.abs))).toBeLessThan(100);
  });

  it('leaves equal rates and empty blocks alone', () => {
    const pcm = tone(440, 24_000, 10);
    expect(resample(pcm, 24_000, 24_000)).toBe(pcm);
    expect(resample(new Int16Array(0), 8_000, 24_000)).toHaveLength(0);
  });
});

describe('G.711', () => {
  // ITU-T G.191's reference values: silence, the loudest samples, and both signs of a small one.
  it.each([
    ['audio/pcmu', [0, 32_767, -32_768, 1_000, -1_000], [0xff, 0x80, 0x00, 0xce, 0x4e]],
    ['audio/pcma', [8, 32_767, -32_768, 1_008, -1_008], [0xd5, 0xaa, 0x2a, 0xfa, 0x7a]],
  ] as const)('%s encodes known samples', (law, samples, codes) => {
    expect([...encodeG711(Int16Array.from(samples), law)]).toEqual([...codes]);
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('%s: every code survives decoding and encoding', (law) => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    const again = encodeG711(decodeG711(codes, law), law);
    // µ-law has two zeros.
    expect([...again].filter((code, at) => code !== at && !(law === 'audio/pcmu' && at === 0x7f))).toEqual(
      [],
    );
  });
});

describe('encodeAudio and decodeAudio', () => {
  it('carry PCM unchanged', () => {
    const pcm = tone(440, 24_000, 20);
    expect(decodeAudio(encodeAudio(pcm, { type: 'audio/pcm' }), { type: 'audio/pcm' })).toEqual(pcm);
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('carry speech in %s', (type) => {
    const pcm = tone(440, 24_000, 500);
    const heard = decodeAudio(encodeAudio(pcm, { type }), { type });
    expect(signalToErrorDb(pcm, heard ?? new Int16Array(0))).toBeGreaterThan(30);
  });

  it.each(['A', '§§§§', 'AAA', 'AA=A', 'AAAA='])('refuse what is no base64: %s', (text) => {
    expect(decodeAudio(text, { type: 'audio/pcmu' })).toBeUndefined();
  });
});
