import { describe, expect, it } from '@jest/globals';
import { userImage } from '@rx-realtime/codecs';
import type { TurnDetection } from '@rx-realtime/codecs';
import { say } from '@rx-realtime/simulator';
import { play } from '../test/play.ts';
import type { PlayConfig } from '../test/play.ts';

const transcription = { model: 'gpt-4o-mini-transcribe' };
const detecting = (turn_detection: TurnDetection): NonNullable<PlayConfig['session']> => ({
  audio: { input: { transcription, turn_detection } },
});
/** The phase of each turn, what was said in it, and how many answers it has. */
const shown = ({ turns }: ReturnType<typeof play>) =>
  turns().map(({ phase, transcript, responses }) => [phase, transcript, responses.length]);

describe('semantic detection of turns', () => {
  const utterances = [
    { atMs: 500, text: 'I would like a pizza with' },
    { atMs: 3_500, text: 'mushrooms, please.' },
    { atMs: 9_000, text: 'Thanks.' },
  ];

  it('waits for a user who has not finished, and answers once', async () => {
    const played = play({ session: detecting({ type: 'semantic_vad' }), utterances });
    played.assistant.connect();
    await played.pass(16_000);
    expect(shown(played)).toEqual([
      ['answered', 'I would like a pizza with mushrooms, please.', 1],
      ['answered', 'Thanks.', 1],
    ]);
    expect(played.types().filter((type) => type === 'response.create')).toEqual([]);
    const [whole, short] = played.turns();
    const { startMs = 0, endMs = 0 } = whole ?? {};
    expect(endMs - startMs).toBeGreaterThan(3_000);
    expect((short?.endMs ?? 0) - (short?.startMs ?? 0)).toBeLessThan(2_000);
    expect(played.codes()).toEqual([]);
  });

  it('waits for less where it is eager', async () => {
    const eager = { type: 'semantic_vad', eagerness: 'high' } as const;
    const slow = utterances.map((one, index) => (index === 1 ? { ...one, atMs: 6_000 } : one));
    const played = play({ session: detecting(eager), utterances: slow.slice(0, 2) });
    played.assistant.connect();
    await played.pass(14_000);
    expect(shown(played).map(([, transcript]) => transcript)).toEqual([
      'I would like a pizza with',
      'mushrooms, please.',
    ]);
  });
});

describe('a user who has gone quiet', () => {
  it('is a turn without words, which the assistant answers', async () => {
    const played = play({
      session: detecting({ type: 'server_vad', idle_timeout_ms: 5_000 }),
      utterances: [{ atMs: 500, text: 'Good evening.' }],
      responder: ({ index }) => [say(index === 0 ? 'Good evening.' : 'Are you still there?')],
    });
    played.assistant.connect();
    await played.pass(11_000);
    expect(played.received).toContain('input_audio_buffer.timeout_triggered');
    expect(shown(played).slice(0, 2)).toEqual([
      ['answered', 'Good evening.', 1],
      ['answered', '', 1],
    ]);
    const [spoken, silent] = played.turns();
    expect(spoken?.startMs).toBeGreaterThan(0);
    expect(silent?.startMs).toBeUndefined();
    expect(
      played
        .lines()
        .filter(([who]) => who === 'assistant')
        .slice(0, 2),
    ).toEqual([
      ['assistant', 'Good evening.', 'Good evening.', 'completed'],
      ['assistant', 'Are you still there?', 'Are you still there?', 'completed'],
    ]);
    expect(played.codes()).toEqual([]);
  });
});

describe('what is written beside speech', () => {
  const pixel = 'data:image/png;base64,iVBORw0KGgo=';

  it('is answered in its turn: a text while the user speaks, an image while the assistant does', async () => {
    const played = play({
      utterances: [
        { atMs: 500, text: 'Tell me about the weather in the mountains.' },
        { atMs: 12_000, text: 'Thank you.' },
      ],
      responder: ({ items, transcript }) => {
        const last = items.filter((item) => item.type === 'message' && item.role === 'user').at(-1);
        return [
          say(JSON.stringify(last).includes('input_image') ? 'I see a pixel.' : `You said: ${transcript}`),
        ];
      },
    });
    const answers: string[] = [];
    const heard = ({ transcript }: { readonly transcript: string }) => void answers.push(transcript);
    played.assistant.connect();
    await played.pass(1_500);
    expect(played.received.at(-1)).toBe('input_audio_buffer.speech_started');
    played.assistant.ask('Be brief.').subscribe(heard);
    await played.pass(3_500);
    played.assistant.ask(['What is this?', userImage(pixel)]).subscribe(heard);
    await played.pass(12_000);
    expect(answers).toEqual(['You said: Be brief.', 'I see a pixel.']);
    expect(shown(played)).toEqual([
      ['answered', 'Tell me about the weather in the mountains.', 1],
      ['answered', 'Be brief.', 1],
      ['answered', 'What is this?', 1],
      ['answered', 'Thank you.', 1],
    ]);
    expect(played.codes()).toEqual([]);
  });
});
