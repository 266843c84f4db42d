import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { durableSocket, realtimeSession, tool, wordsToSay } from 'rx-realtime';
import type { Assistant, AssistantConfig } from 'rx-realtime';
import { everyCut, rehearse } from 'rx-realtime/rehearsal';
import type { EveryCut, Rehearsal, RehearsalConfig, Surroundings } from 'rx-realtime/rehearsal';
import { call, fact, goingOn, say, simulatedUser } from 'rx-realtime/simulator';
import { delay, map, of, timer } from 'rxjs';

const assistantWith =
  (config: Partial<AssistantConfig>) =>
  ({ line, ears, mouth, scheduler }: Surroundings) =>
    realtimeSession({
      socket: (session) => durableSocket({ model: 'gpt-realtime-2.1', ...line, session }),
      ears,
      mouth,
      scheduler,
      ...config,
    });

/** Throws when a fact was not heard once, a call has two outputs, or something is left over. */
const heardOnce =
  (...names: readonly string[]) =>
  ({ heard, left, tools }: Rehearsal): void => {
    for (const name of names)
      if ((heard[name] ?? 0) !== 1) throw new Error(`${name}: heard ${heard[name] ?? 0} times`);
    if (left.timers + left.sockets > 0) throw new Error('something is left over');
    const twice = tools.find(({ outputs }) => new Set(outputs).size > 1);
    if (twice) throw new Error(`${twice.callId} has two outputs`);
  };

const wrongIn = ({ cuts }: EveryCut) =>
  cuts.filter(({ wrong }) => wrong !== undefined).map(({ event, count, wrong }) => [event, count, wrong]);

describe('manners on a line that is cut at every event', () => {
  it('greets once', async () => {
    const config: RehearsalConfig = {
      user: simulatedUser([{ atMs: 3_500, text: 'A margherita, please.', untilHeard: true }]),
      responder: goingOn(({ instructions, transcript }) => {
        const words = wordsToSay(instructions);
        return [
          words === undefined
            ? say(`You said: ${transcript}`, fact('answer'))
            : say(words, fact('greeting', 'pizzeria')),
        ];
      }),
      check: heardOnce('greeting', 'answer'),
      lasting: '14s',
    };
    const result = await everyCut(assistantWith({ greeting: 'Hello, this is the pizzeria.' }), config);
    expect(result.cuts.length).toBeGreaterThan(20);
    expect(wrongIn(result)).toEqual([]);
  });

  it('hands over to the agent that was asked for, and its tools', async () => {
    const made = (name: string) =>
      tool({ name, description: '', parameters: t.type({}), run: () => `done by ${name}` });
    const application = (surroundings: Surroundings) => {
      const assistant: Assistant = assistantWith({
        instructions: 'Reception.',
        tools: [
          tool({
            name: 'to_billing',
            description: '',
            parameters: t.type({}),
            run: () =>
              assistant.handOver({ name: 'billing', instructions: 'Billing.', tools: [made('bill')] }),
          }),
        ],
      })(surroundings);
      return assistant;
    };
    const config: RehearsalConfig = {
      user: simulatedUser([
        { atMs: 500, text: 'My bill, please.', untilHeard: true },
        { after: 'answer', text: 'How much is it?', untilHeard: true },
      ]),
      responder: goingOn(({ functionOutputs, transcript, instructions, tools }) => {
        const { output = '' } = functionOutputs.at(-1) ?? {};
        if (output.startsWith('{')) return [say('You are with billing now.')];
        if (output !== '') return [say(`It is ${output}.`, fact('bill', 'done by bill'))];
        if (transcript.startsWith('How') && instructions.startsWith('Reception')) return [say('Who knows.')];
        return [call(tools[0]?.name ?? 'nothing')];
      }),
      check: (rehearsal) => {
        heardOnce('bill')(rehearsal);
        const names = rehearsal.tools.map(({ name }) => name);
        if (names.lastIndexOf('to_billing') > names.indexOf('bill')) throw new Error(names.join());
      },
      lasting: '20s',
    };
    const result = await everyCut(application, config);
    expect(result.cuts.length).toBeGreaterThan(30);
    expect(wrongIn(result)).toEqual([]);
  });

  it('tells the result of a slow tool once', async () => {
    const application = (surroundings: Surroundings) =>
      assistantWith({
        tools: [
          tool({
            name: 'find',
            description: '',
            parameters: t.type({}),
            filler: 'One moment, please.',
            run: () => of('on its way').pipe(delay(4_000, surroundings.scheduler)),
          }),
        ],
      })(surroundings);
    const config: RehearsalConfig = {
      user: simulatedUser([{ atMs: 500, text: 'Where is it?', untilHeard: true }]),
      responder: goingOn(({ functionOutputs, instructions }) => {
        const words = wordsToSay(instructions);
        if (words !== undefined) return [say(words)];
        if (functionOutputs.length === 0) return [call('find')];
        return [say(`It is ${functionOutputs.at(-1)?.output}.`, fact('result', 'on its way'))];
      }),
      check: heardOnce('result'),
      lasting: '16s',
    };
    expect((await rehearse(application, config)).captions.map(({ heard }) => heard)).toEqual([
      'Where is it?',
      'One moment, please.',
      'It is on its way.',
    ]);
    expect(wrongIn(await everyCut(application, config))).toEqual([]);
  });

  it.each<[string, (surroundings: Surroundings) => Partial<AssistantConfig>]>([
    ['pauses before it gives way', () => ({ bargeIn: {} })],
    [
      'has every sentence judged',
      ({ scheduler }) => ({ guards: { output: () => timer(100, scheduler).pipe(map(() => true)) } }),
    ],
  ])('answers once where it %s', async (_, manners) => {
    const application = (surroundings: Surroundings) => assistantWith(manners(surroundings))(surroundings);
    const result = await everyCut(application, {
      user: simulatedUser([{ atMs: 1_000, text: 'A margherita, please.', untilHeard: true }]),
      responder: goingOn(({ transcript }) => [
        say(`You said: ${transcript} That is nice. Is there anything else?`, fact('answer')),
      ]),
      check: heardOnce('answer'),
      lasting: '14s',
    });
    expect(result.cuts.length).toBeGreaterThan(20);
    expect(wrongIn(result)).toEqual([]);
  });
});
