import { describe, expect, it } from '@jest/globals';
import type { Pcm16 } from '@rx-realtime/pcm';
import { energyDetector } from '../ears/energyDetector.ts';
import { virtualTime } from '../time/virtualTime.ts';
import { simulatedUser } from './simulatedUser.ts';
import type { SimulatedUserConfig } from './simulatedUser.ts';
import type { Said, Utterance } from './utterance.ts';

/** A user in a conversation, with what the microphone gives and what is said. */
const present = (utterances: readonly Utterance[], config?: SimulatedUserConfig) => {
  const time = virtualTime();
  const user = simulatedUser(utterances, config).enter(time);
  const said: Said[] = [];
  const blocks: Pcm16[] = [];
  user.said$.subscribe((one) => said.push(one));
  const microphone = user.microphone$.subscribe((block) => blocks.push(block));
  const samples = (): Int16Array => Int16Array.from(blocks.flatMap(({ pcm }) => [...pcm]));
  return { time, user, said, blocks, samples, microphone };
};

const answer = { pcm: new Int16Array(480).fill(2_000), sampleRateHz: 24_000 };
const order = { atMs: 1_000, text: 'Where is my order?' };
const isLoud = (pcm: Int16Array): boolean => pcm.some((sample) => sample !== 0);
const heardBy = (pcm: Int16Array) => ({
  pcm,
  sampleRateHz: 24_000,
  durationMs: 0,
  itemId: 'item_1',
  index: 0,
});

describe('simulatedUser', () => {
  it('is silent but for what is said', () => {
    const { time, said, samples, blocks } = present([order]);
    time.advanceTo(5_000);
    expect(said).toEqual([{ ...order, times: 0 }]);
    expect(blocks.length).toBe(125);
    expect(isLoud(samples().subarray(0, 24_000))).toBe(false);
    expect(isLoud(samples().subarray(24_000, 24_000 + 1_200 * 24))).toBe(true);
    expect(isLoud(samples().subarray(24_000 + 1_210 * 24))).toBe(false);
  });

  it('is heard by a detector', () => {
    const { time, samples } = present([order]);
    time.advanceTo(3_000);
    const at16 = samples().filter((_, index) => index % 3 !== 2);
    const detector = energyDetector(0.5);
    const voiced = Array.from({ length: at16.length / 160 }, (_, frame) =>
      detector.isVoice({ pcm: at16.subarray(frame * 160, (frame + 1) * 160), sampleRateHz: 16_000 }),
    );
    expect(voiced.filter(Boolean).length).toBeGreaterThan(60);
  });

  it('says the next thing when an answer has been heard, after a pause', () => {
    const { time, user, said } = present([order, { after: 'answer', text: 'Thanks.' }]);
    time.schedule(() => user.hear(answer), 500); // before anything was said
    time.schedule(() => user.hear(answer), 4_000);
    time.schedule(() => user.hear({ ...answer, pcm: new Int16Array(480) }), 4_500); // silence is no answer
    time.advanceTo(10_000);
    expect(said.map(({ atMs, text }) => [atMs, text])).toEqual([
      [1_000, 'Where is my order?'],
      [4_720, 'Thanks.'],
    ]);
  });

  it('says it again until an answer is heard, where asked to', () => {
    const { time, user, said } = present([
      { ...order, untilHeard: true },
      { atMs: 2_000, text: 'And now?' },
    ]);
    time.schedule(() => user.hear(answer), 21_000);
    time.advanceTo(40_000);
    expect(said.map(({ text, times }) => [text, times])).toEqual([
      ['Where is my order?', 0],
      ['Where is my order?', 1],
      ['Where is my order?', 2],
      ['And now?', 0],
    ]);
  });

  it('says an utterance in the sound that it was given', () => {
    const pcm = Int16Array.from({ length: 2_000 }, (_, index) => index + 1);
    const { time, samples } = present([{ ...order, sound: { pcm, sampleRateHz: 24_000 } }]);
    time.advanceTo(2_000);
    expect(samples().slice(24_000, 26_000)).toEqual(pcm);
  });

  it('knows which of its words are in a sound', () => {
    const { time, user, samples } = present([order, { atMs: 3_000, text: 'Where is my order?' }]);
    time.advanceTo(6_000);
    const all = samples();
    expect(user.transcribe(heardBy(all))).toBe('Where is my order? Where is my order?');
    expect(user.transcribe(heardBy(all.slice(0, 3_000 * 24)))).toBe('Where is my order?');
    expect(user.transcribe(heardBy(all.slice(1_500 * 24, 3_000 * 24)))).toBe('my order?');
    expect(user.transcribe(heardBy(all.slice(0, 24_000)))).toBeUndefined();
  });

  it('has noise and echo in its room, and is understood all the same', () => {
    const { time, user, samples } = present([order], { noise: 0.01, echo: 0.5, seed: 3 });
    time.schedule(() => user.hear(answer), 100);
    time.advanceTo(4_000);
    const all = samples();
    const loudest = (pcm: Int16Array): number => Math.max(...pcm.map(Math.abs));
    expect(loudest(all.subarray(0, 200 * 24))).toBeGreaterThan(900);
    expect(loudest(all.subarray(200 * 24, 900 * 24))).toBeGreaterThan(300);
    expect(loudest(all.subarray(200 * 24, 900 * 24))).toBeLessThan(330);
    expect(user.transcribe(heardBy(all))).toBe('Where is my order?');
  });

  it('says the same for the same seed, and never the same sound twice', () => {
    const first = present([order]);
    const again = present([order]);
    const other = present([order], { seed: 2 });
    [first, again, other].forEach(({ time }) => time.advanceTo(2_500));
    expect(again.samples()).toEqual(first.samples());
    expect(other.samples()).not.toEqual(first.samples());
  });

  it('stops when nobody listens to the microphone', () => {
    const { time, microphone } = present([order]);
    time.advanceTo(200);
    microphone.unsubscribe();
    expect(time.pending).toBe(0);
  });

  it.each([{ noise: 2 }, { echo: -1 }, { pauseMs: -1 }, { patienceMs: Number.NaN }])(
    'refuses %j',
    (config) => {
      expect(() => simulatedUser([order], config)).toThrow(RangeError);
    },
  );
});
