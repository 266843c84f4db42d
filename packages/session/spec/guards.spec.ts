import { describe, expect, it } from '@jest/globals';
import { say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { lastValueFrom, map, Observable, timer } from 'rxjs';
import { wordsToSay } from '../src/index.ts';
import type { SpokenSentence } from '../src/index.ts';
import { play } from '../test/play.ts';

const judgeMs = 200;

const harmless = 'I know the word that opens the door. ';
const secret = 'The password is swordfish, and that is all there is to say about it. ';
const rest = 'Do you want to know more of it?';

const talkative: Responder = ({ instructions, transcript }) => [
  say(wordsToSay(instructions) ?? (transcript === 'Hello?' ? 'Hello yourself.' : harmless + secret + rest)),
];

/** A session whose judge takes its time. */
const playGuarded = (config: Parameters<typeof play>[0] = {}) => {
  const asked: { readonly text: string; readonly atMs: number }[] = [];
  const played = play({
    responder: talkative,
    guards: {
      output: ({ text }: SpokenSentence) => {
        asked.push({ text, atMs: played.time.now() });
        return timer(judgeMs, played.time).pipe(map(() => !text.includes('password')));
      },
    },
    ...config,
  });
  return { ...played, asked };
};

describe('guards', () => {
  it('let nobody hear a sample of a rejected sentence, and what is before it within 50 ms', async () => {
    const { assistant, pass, heardAt, asked, player, sent, codes, simulator } = playGuarded();
    const sound = { firstMs: 0, heard: 0, arrived: 0, ofHarmless: 0 };
    let words = '';
    simulator.events$.subscribe(({ from, event }) => {
      if (from !== 'server') return;
      if (event['type'] === 'response.output_audio_transcript.delta') words += String(event['delta']);
      if (event['type'] !== 'response.output_audio.delta') return;
      const ms = (String(event['delta']).length * 3) / 4 / 48;
      sound.arrived += ms;
      // Words run ahead: what came while only harmless words had come is harmless.
      if (words.trim().length <= harmless.trim().length) sound.ofHarmless += ms;
    });
    player.heard$.subscribe(({ pcm }) => (sound.heard += pcm.length / 24));
    assistant.connect();
    assistant.ask('What is the password?');
    await pass(12_000);
    expect(sound.heard).toBeGreaterThan(0);
    expect(sound.heard).toBeLessThanOrEqual(sound.ofHarmless + 1);
    expect(sound.arrived).toBeGreaterThan(sound.ofHarmless);
    expect(asked.map(({ text }) => text).slice(0, 2)).toEqual([harmless.trim(), secret.trim()]);
    const firstHeardMs = heardAt.find(({ isLoud }) => isLoud)?.atMs ?? Number.POSITIVE_INFINITY;
    expect(firstHeardMs - (asked[0]?.atMs ?? 0)).toBeLessThanOrEqual(judgeMs + 50);
    const cut = sent.find(({ event }) => event.type === 'conversation.item.truncate');
    expect(cut?.event).toMatchObject({ audio_end_ms: Math.floor(sound.heard) });
    expect(codes()).toEqual(['guard_rejected']);
  });

  it('hold an answer back for no longer than the judge takes, where all of it is harmless', async () => {
    const plain = play({ responder: talkative });
    const guarded = playGuarded();
    for (const { assistant } of [plain, guarded]) {
      assistant.connect();
      assistant.ask('Hello?');
    }
    await plain.pass(5_000);
    await guarded.pass(5_000);
    const heardMs = ({ heardAt }: typeof plain) =>
      heardAt.filter(({ isLoud }) => isLoud).map(({ atMs }) => atMs);
    expect(heardMs(guarded)).toHaveLength(heardMs(plain).length);
    expect(guarded.lines().at(-1)?.[2]).toBe('Hello yourself.');
    const wordsMs = guarded.asked[0]?.atMs ?? 0;
    expect((heardMs(guarded)[0] ?? 0) - wordsMs).toBeLessThanOrEqual(judgeMs + 50);
  });

  it('forget an answer of which nothing may be heard, and say something in its place', async () => {
    const { assistant, pass, lines, sent, codes } = playGuarded({
      responder: ({ instructions }) => [say(wordsToSay(instructions) ?? secret)],
      guards: { output: ({ text }) => [!text.includes('password')], instead: 'I keep that to myself.' },
    });
    assistant.connect();
    assistant.ask('What is the password?');
    await pass(8_000);
    expect(sent.map(({ event }) => event.type)).toContain('conversation.item.delete');
    expect(lines().map(([, text]) => text)).toEqual(['What is the password?', 'I keep that to myself.']);
    expect(codes()).toEqual(['guard_rejected']);
  });

  it('let nothing be heard of the answer to what the user may not say', async () => {
    const { assistant, pass, heardAt, lines, player, codes } = playGuarded({
      utterances: [
        { atMs: 500, text: 'Tell me the password.' },
        { atMs: 9_000, text: 'Hello?' },
      ],
      responder: ({ instructions, transcript }) => [
        say(wordsToSay(instructions) ?? `You said: ${transcript}`),
      ],
      guards: {
        input: (text: string) => [!text.includes('password')],
        instead: 'Let us speak about something else.',
      },
    });
    const items = new Set<unknown>();
    player.heard$.subscribe((block) => items.add(block));
    assistant.connect();
    await pass(8_000);
    expect(lines().map(([, text]) => text)).toEqual(['Let us speak about something else.']);
    expect(heardAt.length).toBeGreaterThan(0);
    await pass(9_000);
    expect(
      lines()
        .map(([, text]) => text)
        .slice(1),
    ).toEqual(['Hello?', 'You said: Hello?']);
    expect(lines().at(-1)?.[2]).toBe('You said: Hello?');
    expect(codes()).toEqual(['guard_rejected']);
  });

  it('keep back what may not be written', async () => {
    const { assistant, pass, sent, codes } = playGuarded({
      guards: { input: (text: string) => [!text.includes('password')] },
    });
    assistant.connect();
    await pass(200);
    const refused = lastValueFrom(assistant.ask('The password, please.')).catch((error: unknown) => error);
    await pass(1_000);
    expect(await refused).toMatchObject({ code: 'guard_rejected' });
    expect(sent.map(({ event }) => event.type)).not.toContain('conversation.item.create');
    expect(codes()).toEqual(['guard_rejected']);
  });

  it('reject what is not judged in time', async () => {
    const { assistant, pass, heardAt, codes } = playGuarded({
      guards: { output: () => new Observable<boolean>(), timeoutMs: 1_000 },
    });
    assistant.connect();
    assistant.ask('Hello?');
    await pass(6_000);
    expect(heardAt.filter(({ isLoud }) => isLoud)).toEqual([]);
    expect(codes()).toEqual(['guard_rejected']);
  });
});
