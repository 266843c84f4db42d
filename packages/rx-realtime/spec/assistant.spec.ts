import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { durableSocket, realtimeSession, tool } from 'rx-realtime';
import { everyCut, rehearse } from 'rx-realtime/rehearsal';
import type { RehearsalConfig, Surroundings } from 'rx-realtime/rehearsal';
import { call, fact, goingOn, say, simulatedUser } from 'rx-realtime/simulator';

/** The assistant of docs/recipes/assistant-in-forty-lines.md; `placed` counts its orders. */
const pizzeria = (placed: { count: number } = { count: 0 }) => {
  const order = tool({
    name: 'order',
    description: 'Orders a pizza.',
    parameters: t.type({ pizza: t.string }),
    run: async ({ pizza }) => {
      placed.count += 1;
      return `${pizza} ordered`;
    },
  });
  return ({ line, ears, mouth, scheduler }: Surroundings) =>
    realtimeSession({
      socket: (session) => durableSocket({ model: 'gpt-realtime-2.1', ...line, session }),
      instructions: 'You help callers of a pizzeria. Be brief.',
      ears,
      mouth,
      scheduler,
      tools: [order],
    });
};

const config: RehearsalConfig = {
  user: simulatedUser([{ atMs: 1_000, text: 'A margherita, please.', untilHeard: true }]),
  responder: goingOn(({ functionOutputs }) =>
    functionOutputs.length > 0
      ? [say(`Thank you: ${functionOutputs.at(-1)?.output}.`, fact('order', 'margherita ordered'))]
      : [call('order', { pizza: 'margherita' })],
  ),
  lasting: '40s',
};

describe('the assistant in forty lines', () => {
  it('orders what was asked for, says so, and leaves nothing behind', async () => {
    const placed = { count: 0 };
    const { captions, tools, left, gaps } = await rehearse(pizzeria(placed), {
      ...config,
      facts: { order: 1 },
    });
    expect(placed.count).toBe(1);
    expect(captions.map(({ who, heard }) => [who, heard])).toEqual([
      ['user', 'A margherita, please.'],
      ['assistant', 'Thank you: margherita ordered.'],
    ]);
    expect(tools).toMatchObject([{ name: 'order', outputs: ['margherita ordered'] }]);
    expect(gaps).toEqual([]);
    expect(left).toEqual({ timers: 0, sockets: 0 });
  });

  it('confirms the order once wherever the line is cut, and answers no call in two ways', async () => {
    const { cuts } = await everyCut(pizzeria(), {
      ...config,
      check: ({ heard, left, tools }) => {
        if ((heard['order'] ?? 0) !== 1) throw new Error(`confirmed ${heard['order'] ?? 0} times`);
        if (left.timers + left.sockets > 0) throw new Error('something is left over');
        const twice = tools.find(({ outputs }) => new Set(outputs).size > 1);
        if (twice) throw new Error(`${twice.callId} has two outputs`);
      },
    });
    expect(cuts.length).toBeGreaterThan(20);
    expect(
      cuts.filter(({ wrong }) => wrong !== undefined).map(({ event, count, wrong }) => [event, count, wrong]),
    ).toEqual([]);
  });
});
