import { describe, expect, it } from '@jest/globals';
import { bytesPerMsOf, isG711, rateHzOf } from './soundFormat.ts';

describe('SoundFormat', () => {
  it.each([
    [{ type: 'audio/pcm' }, 24_000, 48],
    [{ type: 'audio/pcm', rate: null }, 24_000, 48],
    [{ type: 'audio/pcm', rate: 8_000 }, 8_000, 16],
    [{ type: 'audio/pcm', rate: 16_000 }, 16_000, 32],
    [{ type: 'audio/pcm', rate: 48_000 }, 48_000, 96],
    [{ type: 'audio/pcm', rate: 0 }, 24_000, 48],
    [{ type: 'audio/pcm', rate: Number.NaN }, 24_000, 48],
    [{ type: 'audio/pcmu', rate: 24_000 }, 8_000, 8],
    [{ type: 'audio/pcma' }, 8_000, 8],
  ])('%j has %d samples a second, %d bytes a millisecond', (format, rateHz, bytesPerMs) => {
    expect([rateHzOf(format), bytesPerMsOf(format)]).toEqual([rateHz, bytesPerMs]);
  });

  it('knows the telephone', () => {
    expect(['audio/pcm', 'audio/pcmu', 'audio/pcma', 'mp3'].map(isG711)).toEqual([false, true, true, false]);
  });
});
