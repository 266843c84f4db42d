import { describe, expect, it } from '@jest/globals';
import { noiseVoice, say } from '@rx-realtime/simulator';
import type { Responder, Utterance } from '@rx-realtime/simulator';
import { play } from '../test/play.ts';
import type { PlayConfig } from '../test/play.ts';

const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';
const teller: Responder = ({ transcript }) => [
  say(transcript.startsWith('Tell') ? story : `You said: ${transcript}`),
];
/** What a voice without a model gives at once. */
const pcmOf = (spoken: Int16Array | Promise<Int16Array>): Int16Array =>
  spoken instanceof Int16Array ? spoken : new Int16Array(0);
const speaker = noiseVoice();
const asking: Utterance = { atMs: 500, text: 'Tell me a story.' };

/** A session that gives way; when the user was heard, and every sample that was. */
const playStory = (utterances: readonly Utterance[], config: PlayConfig = {}) => {
  const played = play({ responder: teller, bargeIn: {}, utterances: [asking, ...utterances], ...config });
  const startedMs: number[] = [];
  const heard: number[] = [];
  played.simulator.events$.subscribe(({ from, event }) => {
    if (from === 'server' && event['type'] === 'input_audio_buffer.speech_started')
      startedMs.push(played.time.now());
  });
  played.player.heard$.subscribe(({ pcm }) => heard.push(...pcm));
  /** Milliseconds of the longest pause in what was heard, and when it began. */
  const pause = () =>
    played.heardAt.reduce(
      (longest, { atMs }, index) => {
        const before = played.heardAt[index - 1]?.atMs ?? atMs;
        return atMs - before > longest.ms ? { ms: atMs - before, fromMs: before } : longest;
      },
      { ms: 0, fromMs: 0 },
    );
  return { ...played, startedMs, heard, pause };
};

describe('a barge-in that pauses, then decides', () => {
  it('goes on after a short noise, from the sample that was heard next', async () => {
    const plain = playStory([]);
    plain.assistant.connect();
    await plain.pass(14_000);
    const noisy = playStory([{ atMs: 5_000, text: 'Mhm.' }]);
    noisy.assistant.connect();
    await noisy.pass(14_000);
    expect(noisy.startedMs).toHaveLength(2);
    expect(noisy.heard).toEqual(plain.heard);
    expect(plain.pause().ms).toBeLessThanOrEqual(40);
    expect(noisy.pause().ms).toBeGreaterThan(300);
    expect(noisy.pause().fromMs - (noisy.startedMs[1] ?? 0)).toBeLessThanOrEqual(20);
    expect(noisy.lines().map(([, text, heard]) => [text, heard])).toEqual([
      ['Tell me a story.', 'Tell me a story.'],
      [story, story],
    ]);
    expect(noisy.types()).not.toContain('conversation.item.truncate');
    expect(noisy.codes()).toEqual([]);
  });

  it('is silent at once when the user interrupts, cuts where it was heard, and answers', async () => {
    const { assistant, pass, startedMs, heardAt, sent, lines, codes, heard } = playStory([
      { atMs: 5_000, text: 'Stop, please, and tell me the time.' },
    ]);
    assistant.connect();
    await pass(7_000);
    const [, interruptedMs = 0] = startedMs;
    expect(heardAt.filter(({ atMs, isLoud }) => isLoud && atMs > interruptedMs + 20)).toEqual([]);
    const cut = sent.find(({ event }) => event.type === 'conversation.item.truncate');
    expect(cut?.event).toMatchObject({ audio_end_ms: Math.floor(heard.length / 24) });
    expect((cut?.atMs ?? 0) - interruptedMs).toBeLessThanOrEqual(720);
    await pass(9_000);
    expect(lines().map(([who, , , status]) => [who, status])).toEqual([
      ['user', 'completed'],
      ['assistant', 'interrupted'],
      ['user', 'completed'],
      ['assistant', 'completed'],
    ]);
    expect(lines().at(-1)?.[1]).toBe('You said: Stop, please, and tell me the time.');
    expect(codes()).toEqual([]);
  });

  it.each([
    [80, 'goes on'],
    [200, 'goes on'],
    [320, 'goes on'],
    [480, 'goes on'],
    [560, 'gives way'],
    [700, 'gives way'],
    [1_500, 'gives way'],
  ])('hears a voice of %d ms, and %s', async (durationMs, outcome) => {
    const voice = speaker.speak('Whatever there is to say about it, and more than that.');
    const sound = { pcm: pcmOf(voice).slice(0, durationMs * 24), sampleRateHz: 24_000 };
    const { assistant, pass, types } = playStory([{ atMs: 5_000, text: 'Hm', sound }]);
    assistant.connect();
    await pass(9_000);
    const isCut = types().includes('conversation.item.truncate');
    expect(isCut ? 'gives way' : 'goes on').toBe(outcome);
  });

  it('answers what is said while nobody speaks, however short', async () => {
    const { assistant, pass, lines } = playStory([], { utterances: [{ atMs: 500, text: 'Hi.' }] });
    assistant.connect();
    await pass(6_000);
    expect(lines().map(([, text]) => text)).toEqual(['Hi.', 'You said: Hi.']);
  });

  it('goes on when the line drops while it waits', async () => {
    const { assistant, pass, lines } = playStory([{ atMs: 5_000, text: 'Mhm.' }], {
      isDurable: true,
      faults: [{ at: { connection: 1, timeMs: 5_300 }, do: 'reset' }],
    });
    assistant.connect();
    await pass(20_000);
    expect(lines()[1]?.[2]).toBe(story);
  });
});
