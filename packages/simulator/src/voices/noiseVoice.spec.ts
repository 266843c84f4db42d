import { describe, expect, it } from '@jest/globals';
import { noiseVoice } from './noiseVoice.ts';
import { energyDetector } from '../ears/energyDetector.ts';
import { createTurnDetector } from '../ears/turnDetector.ts';
import type { VoiceDetectorFactory } from '../ears/voiceDetectorFactory.ts';
import { webrtcDetector } from '../ears/webrtcDetector.ts';
import { sound } from '../../spec/support/client.ts';

const speak = async (text: string, seed = 1): Promise<Int16Array> => noiseVoice({ seed }).speak(text);

describe('noiseVoice', () => {
  it.each([
    ['x'.repeat(15), 1_000],
    ['x'.repeat(150), 10_000],
    ['', 250],
  ])('speaks as long as the text would take', async (text, ms) => {
    expect((await speak(text)).length / 24).toBe(ms);
  });

  it('is the same for the same seed and text', async () => {
    expect(await speak('hello')).toEqual(await speak('hello'));
    expect(await speak('hello', 2)).not.toEqual(await speak('hello'));
  });

  it('does not clip', async () => {
    const pcm = await speak('A rather long sentence to speak without ever clipping.');
    const peak = pcm.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
    expect(peak).toBeGreaterThan(2_000);
    expect(peak).toBeLessThan(20_000);
  });

  it.each<[string, () => Promise<VoiceDetectorFactory>]>([
    ['WebRTC', webrtcDetector],
    ['the energy detector', async () => energyDetector],
  ])('is one turn to %s', async (_name, load) => {
    const detector = createTurnDetector({
      threshold: 0.5,
      prefixPaddingMs: 0,
      silenceDurationMs: () => 200,
      startMs: 0,
      detectorOf: await load(),
    });
    const edges = [...detector.feed(sound(500, await speak('What time is it in Berlin?'), 500))];
    expect(edges.map(({ edge }) => edge)).toEqual(['started', 'stopped']);
  });
});
