import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silence, tone } from '@rx-realtime/audio';
import type { Pcm16 } from '@rx-realtime/pcm';
import { writeWav } from '@rx-realtime/audio/node';
import { lastValueFrom, of } from 'rxjs';
import { inspect } from './inspect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

const recorded = async (...blocks: Pcm16[]): Promise<string> => {
  const path = join(folder, 'recorded.wav');
  await lastValueFrom(of(...blocks).pipe(writeWav(path)));
  return path;
};

describe('inspect', () => {
  it('measures a recording', async () => {
    const loud = tone({ frequencyHz: 500, durationMs: 750, amplitude: 0.5 });
    const { outline, ...rest } = await lastValueFrom(
      inspect(await recorded(silence({ durationMs: 250 }), loud)),
    );
    expect(rest).toEqual({
      type: 'recording',
      name: 'recorded.wav',
      durationMs: 1_000,
      sampleRateHz: 24_000,
      channels: 1,
      encoding: 'int16',
      peakDb: expect.closeTo(-6.02, 1),
      // A sine is 3 dB below its peak, and a quarter of the time is silent.
      rmsDb: expect.closeTo(-6.02 - 3.01 + 10 * Math.log10(0.75), 1),
      clippedSamples: 0,
      silenceShare: 0.24,
    });
    expect(outline.length).toBeGreaterThanOrEqual(400);
    expect(outline[0]).toBe(0);
    expect(outline.at(-2)).toBeCloseTo(0.5, 2);
  });

  it('counts clipped samples', async () => {
    const square = {
      pcm: new Int16Array(24_000).map((_, i) => (i % 2 ? 32_767 : -32_768)),
      sampleRateHz: 24_000,
    };
    expect(await lastValueFrom(inspect(await recorded(square)))).toMatchObject({
      clippedSamples: 24_000,
      silenceShare: 0,
      peakDb: 0,
    });
  });

  it('calls silence silent', async () => {
    expect(await lastValueFrom(inspect(await recorded(silence({ durationMs: 100 }))))).toMatchObject({
      rmsDb: -100,
      peakDb: -100,
      silenceShare: 1,
    });
  });

  it('passes on what is wrong with a file', async () => {
    await expect(lastValueFrom(inspect(join(folder, 'no.wav')))).rejects.toMatchObject({
      _tag: 'AudioError',
      code: 'file_not_found',
    });
  });
});
