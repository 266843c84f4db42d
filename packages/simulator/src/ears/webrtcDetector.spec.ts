import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sound } from '../../spec/support/client.ts';
import { pinkNoise, rms, whiteNoise, withNoise } from '../../spec/support/noise.ts';
import { energyDetector } from './energyDetector.ts';
import { fliteVoice } from '../flite.ts';
import { resample } from '@rx-realtime/pcm';
import { createTurnDetector } from './turnDetector.ts';
import type { TurnEdge } from './turnDetector.ts';
import type { VoiceDetectorFactory } from './voiceDetectorFactory.ts';
import { webrtcDetector } from './webrtcDetector.ts';

const prefixPaddingMs = 300;
const silenceMs = 500;
const beforeMs = 2_000;
/** They end on sounds that 5 dB of noise does not drown, so that the label means something. */
const sentences = ['Hello, how are you?', 'All right, go on.', 'What time is it in Berlin?'];
const noises = { white: whiteNoise, pink: pinkNoise };
/** Colours of noise, and how far below the speech it lies, in dB. */
const noisy = [
  ['white', 20],
  ['white', 10],
  ['white', 5],
  ['pink', 20],
  ['pink', 10],
  ['pink', 5],
] as const;

const edgesIn = (pcm: Int16Array, detectorOf: VoiceDetectorFactory, threshold = 0.5): readonly TurnEdge[] => {
  const detector = createTurnDetector({
    threshold,
    prefixPaddingMs,
    silenceDurationMs: () => silenceMs,
    startMs: 0,
    detectorOf,
  });
  const edges: TurnEdge[] = [];
  for (let at = 0; at < pcm.length; at += 960) edges.push(...detector.feed(pcm.subarray(at, at + 960)));
  detector.free();
  return edges;
};

/**
 * Where the clean speech begins and ends: frames of 10 ms within 15 dB of the loudest. Softer tails drown at 5 dB, so
 * that nobody could find them.
 */
const label = (pcm: Int16Array): { readonly startMs: number; readonly endMs: number } => {
  const levels = Array.from({ length: Math.floor(pcm.length / 240) }, (_, frame) =>
    rms(pcm.subarray(frame * 240, frame * 240 + 240)),
  );
  const loud = levels.map((level) => level > Math.max(...levels) * 10 ** (-15 / 20));
  return { startMs: loud.indexOf(true) * 10, endMs: (loud.lastIndexOf(true) + 1) * 10 };
};

/** A WAV file of this repository (44 bytes of header), as sent. */
const recorded = (path: string, sampleRateHz: number): Int16Array => {
  const bytes = readFileSync(new URL(path, import.meta.url)).subarray(44);
  return resample(new Int16Array(Uint8Array.from(bytes).buffer), sampleRateHz, 24_000);
};

/** Minutes of sound are made and heard; how fast is not the point. */
jest.setTimeout(120_000);

describe.each(['webrtc', 'energy'] as const)('turns in noise (%s)', (name) => {
  let detectorOf: VoiceDetectorFactory;
  beforeAll(async () => {
    detectorOf = name === 'webrtc' ? await webrtcDetector() : energyDetector;
  });

  it.each(noisy)('finds the turn within 60 ms in %s noise at %i dB', async (colour, signalToNoiseDb) => {
    const errors: number[] = [];
    for (const voiceName of ['slt', 'rms', 'awb'] as const) {
      const voice = fliteVoice({ voice: voiceName });
      for (const text of sentences) {
        const speech = resample(await voice.speak(text), voice.sampleRateHz, 24_000).map(
          (sample) => sample / 2,
        );
        const { startMs, endMs } = label(speech);
        const level = rms(speech.subarray(startMs * 24, endMs * 24)) / 10 ** (signalToNoiseDb / 20);
        const clean = sound(beforeMs, speech, 1_500);
        const edges = edgesIn(withNoise(clean, noises[colour](clean.length, text.length), level), detectorOf);
        expect([voiceName, text, edges.map(({ edge }) => edge)]).toEqual([
          voiceName,
          text,
          ['started', 'stopped'],
        ]);
        errors.push((edges[0]?.audioMs ?? 0) + prefixPaddingMs - (beforeMs + startMs));
        errors.push((edges[1]?.audioMs ?? 0) - silenceMs - (beforeMs + endMs));
      }
    }
    expect(errors.filter((error) => Math.abs(error) > 60)).toEqual([]);
  });

  it.each(noisy)(
    'finds the question of the samples within 60 ms in %s noise at %i dB',
    (colour, decibels) => {
      const question = recorded('../../../rx-realtime/samples/question.wav', 22_050);
      // Read off its waveform: the first vowel rises at 550 ms, after breath; the last sound falls off at 2,370 ms.
      const [startMs, endMs] = [550, 2_370];
      const level = rms(question.subarray(startMs * 24, endMs * 24)) / 10 ** (decibels / 20);
      const clean = sound(beforeMs, question, 1_500);
      for (const seed of [1, 2, 3, 4, 5]) {
        const edges = edgesIn(withNoise(clean, noises[colour](clean.length, seed), level), detectorOf);
        expect(edges.map(({ edge }) => edge)).toEqual(['started', 'stopped']);
        const onset = (edges[0]?.audioMs ?? 0) + prefixPaddingMs - beforeMs;
        const end = (edges[1]?.audioMs ?? 0) - silenceMs - beforeMs;
        expect(Math.abs(onset - startMs)).toBeLessThanOrEqual(60);
        expect(Math.abs(end - endMs)).toBeLessThanOrEqual(60);
      }
    },
  );

  it.each(['white', 'pink'] as const)('finds no turn in 60 s of %s noise', (colour) => {
    const noise = noises[colour](60 * 24_000, 7);
    for (const level of [100, 3_000]) {
      expect(edgesIn(withNoise(new Int16Array(noise.length), noise, level), detectorOf)).toEqual([]);
    }
  });

  it('hears quiet speech only with a low threshold', async () => {
    const voice = fliteVoice();
    const speech = resample(await voice.speak('Hello, how are you?'), voice.sampleRateHz, 24_000);
    const quiet = sound(
      500,
      speech.map((sample) => sample / 64),
      1_000,
    );
    expect(edgesIn(quiet, detectorOf, 0.2)).toHaveLength(2);
    expect(edgesIn(quiet, detectorOf, 1)).toHaveLength(0);
  });

  it('gives the same turns whatever the size of the blocks', async () => {
    const voice = fliteVoice();
    const speech = resample(await voice.speak('All right, go on.'), voice.sampleRateHz, 24_000);
    const pcm = sound(700, speech, 900);
    const whole = edgesIn(pcm, detectorOf);
    for (const size of [1, 77, 480, 100_000]) {
      const detector = createTurnDetector({
        threshold: 0.5,
        prefixPaddingMs,
        silenceDurationMs: () => silenceMs,
        startMs: 0,
        detectorOf,
      });
      const edges: TurnEdge[] = [];
      for (let at = 0; at < pcm.length; at += size) edges.push(...detector.feed(pcm.subarray(at, at + size)));
      detector.free();
      expect(edges).toEqual(whole);
    }
  });
});

describe('webrtcDetector', () => {
  it('takes the module from the caller, and says when it is another', async () => {
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    await expect(webrtcDetector({ wasm: empty })).rejects.toThrow(
      'Expected fvad.wasm of @echogarden/fvad-wasm 0.2.',
    );
  });

  it('frees its detectors: ten thousand fit into the memory of a few', async () => {
    const detectorOf = await webrtcDetector();
    const quiet = { pcm: new Int16Array(160), sampleRateHz: 16_000 };
    for (let count = 0; count < 10_000; count++) {
      const detector = detectorOf(0.5);
      detector.isVoice(quiet);
      detector.free?.();
    }
    expect(detectorOf(0.5).isVoice(quiet)).toBe(false);
  });
});
