import { describe, expect, it } from '@jest/globals';
import { goingOn, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { saidExactly, tool, wordsToSay } from '../src/index.ts';
import type { SayOutcome } from '../src/index.ts';
import { play } from '../test/play.ts';
import * as t from 'io-ts';

/** Says what it is told to, but for every third time: then it has its own mind. */
const improvising =
  (told: string[] = []): Responder =>
  ({ instructions, index, transcript }) => {
    const words = wordsToSay(instructions);
    if (words === undefined) return [say(`You said: ${transcript}`)];
    const [first = '', ...rest] = words.split(' ');
    const improvised = [`Sure! ${words}`, [first, first, ...rest].join(' '), rest.join(' ')];
    const said = index % 3 === 2 ? (improvised[index % improvised.length] ?? '') : words.toUpperCase();
    told.push(said);
    return [say(said)];
  };

const announcement = (number: number): string =>
  `Train ${number} to Oslo leaves from platform ${number % 9}.`;

describe('say', () => {
  it('tells of 100 announcements which were said exactly, each said once', async () => {
    const told: string[] = [];
    const { assistant, pass, codes, types } = play({
      responder: improvising(told),
      session: { output_modalities: ['text'] },
    });
    assistant.connect();
    const outcomes: SayOutcome[] = [];
    for (let number = 0; number < 100; number++) {
      assistant.say(announcement(number)).subscribe((said) => outcomes.push(said));
      await pass(1_000);
    }
    expect(outcomes.map(({ asked }) => asked)).toEqual(
      Array.from({ length: 100 }, (_, number) => announcement(number)),
    );
    expect(outcomes.map(({ exact }) => exact)).toEqual(
      told.map((said, number) => saidExactly(announcement(number), said)),
    );
    expect(outcomes.filter(({ exact }) => !exact)).toHaveLength(33);
    expect(outcomes.map(({ said }) => said)).toEqual(told);
    expect(types().filter((type) => type === 'response.create')).toHaveLength(100);
    expect(codes()).toEqual([]);
  });

  it('is heard, calls nothing, and is in the conversation', async () => {
    const { assistant, pass, lines, sent, heardAt } = play({
      responder: improvising(),
      tools: [tool({ name: 'order', description: '', parameters: t.type({}), run: () => 1 })],
    });
    assistant.connect();
    const outcome = firstValueFrom(assistant.say('The kitchen closes at ten.'));
    await pass(5_000);
    expect(await outcome).toMatchObject({ exact: true, outcome: { status: 'completed' } });
    expect(heardAt.some(({ isLoud }) => isLoud)).toBe(true);
    expect(lines()).toEqual([
      ['assistant', 'THE KITCHEN CLOSES AT TEN.', 'THE KITCHEN CLOSES AT TEN.', 'completed'],
    ]);
    const create = sent.find(({ event }) => event.type === 'response.create');
    expect(create?.event).toMatchObject({ response: { tool_choice: 'none' } });
  });

  it('waits for its turn, and says two things one after the other', async () => {
    const { assistant, pass, lines } = play({ responder: improvising() });
    assistant.connect();
    assistant.say('The first.');
    assistant.say('The second.');
    await pass(6_000);
    expect(lines().map(([, text]) => text)).toEqual(['THE FIRST.', 'THE SECOND.']);
  });

  it('says it beside the conversation at once, and puts it in afterwards', async () => {
    const { assistant, pass, lines, sent, codes, time } = play({
      responder: ({ instructions, items, outOfBand }) => {
        const words = wordsToSay(instructions);
        if (words === undefined) return [say('A long story that goes on and on, for quite some time.')];
        return [say(outOfBand && items.length === 0 ? words : 'It knows too much.')];
      },
    });
    assistant.connect();
    assistant.ask('Tell me a story.');
    await pass(400);
    const startMs = time.now();
    const outcome = lastValueFrom(assistant.say('Your taxi is here.', { conversation: 'none' }));
    await pass(20);
    expect(sent.at(-1)?.event).toMatchObject({
      type: 'response.create',
      response: { conversation: 'none', input: [], tool_choice: 'none' },
    });
    await pass(12_000);
    expect(await outcome).toMatchObject({ exact: true });
    expect(startMs).toBeLessThan(500);
    expect(lines().map(([who, text]) => [who, text])).toContainEqual(['assistant', 'Your taxi is here.']);
    expect(codes()).toEqual([]);
  });

  it('tells what was said until the user interrupted', async () => {
    const { assistant, pass } = play({
      responder: ({ instructions }) => [say(wordsToSay(instructions) ?? 'Yes?')],
      audioSpeed: 1,
      utterances: [{ atMs: 2_000, text: 'Stop, please.' }],
    });
    assistant.connect();
    const asked = 'This is a long announcement about everything that can happen on a journey by train.';
    const outcome = firstValueFrom(assistant.say(asked));
    await pass(8_000);
    const { exact, said, outcome: ended } = await outcome;
    expect(exact).toBe(false);
    expect(asked.startsWith(said)).toBe(true);
    expect(ended.status).toBe('cancelled');
  });

  it('goes on in the session that is restored, and is exact', async () => {
    const { assistant, pass, lines, codes } = play({
      isDurable: true,
      responder: goingOn(({ instructions }) => [say(wordsToSay(instructions) ?? 'Yes?')]),
      faults: [{ at: { connection: 1, event: 'response.output_audio.delta', count: 6 }, do: 'reset' }],
    });
    assistant.connect();
    const asked = 'This is a long announcement about everything that can happen on a journey by train.';
    const outcome = firstValueFrom(assistant.say(asked));
    await pass(20_000);
    expect(await outcome).toMatchObject({ exact: true });
    expect(
      lines()
        .map(([, , heard]) => heard)
        .join(' '),
    ).toBe(asked);
    expect(codes()).toEqual([]);
  });

  it('says that nothing will be said when the service refuses', async () => {
    const { assistant, pass, codes } = play({ responder: improvising() });
    assistant.connect();
    await pass(200);
    const refused = lastValueFrom(
      assistant.say('Hello.', {
        conversation: 'none',
        input: [{ type: 'item_reference', id: 'item_0' }],
      }),
    ).catch((error: unknown) => error);
    await pass(2_000);
    expect(await refused).toMatchObject({ code: 'response_refused' });
    expect(codes()).toContain('response_refused');
  });
});
