import { describe, expect, it } from '@jest/globals';
import { durableSocket, realtimeSession } from 'rx-realtime';
import type { Assistant } from 'rx-realtime';
import { everyCut } from 'rx-realtime/rehearsal';
import type { EveryCut, Rehearsal, Surroundings } from 'rx-realtime/rehearsal';
import { fact, goingOn, say, simulatedUser } from 'rx-realtime/simulator';

/** An assistant, and what a spec does with it. */
const assistantWith =
  (begin: (assistant: Assistant, surroundings: Surroundings) => void = () => undefined) =>
  (surroundings: Surroundings): Assistant => {
    const { line, ears, mouth, scheduler } = surroundings;
    const assistant = realtimeSession({
      socket: (session) => durableSocket({ model: 'gpt-realtime-2.1', ...line, session }),
      ears,
      mouth,
      scheduler,
    });
    begin(assistant, surroundings);
    return assistant;
  };

const wrongIn = ({ cuts }: EveryCut) =>
  cuts.flatMap(({ from, event, count, wrong }) => (wrong === undefined ? [] : [[from, event, count, wrong]]));

const isWell = ({ heard, left, events }: Rehearsal, times: Readonly<Record<string, number>>): void => {
  for (const [name, expected] of Object.entries(times))
    if ((heard[name] ?? 0) !== expected) throw new Error(`${name}: heard ${heard[name] ?? 0} times`);
  if (left.timers + left.sockets > 0) throw new Error('something is left over');
  const error = events.find(({ event }) => event['type'] === 'error');
  if (error) throw new Error(JSON.stringify(error.event['error']));
};

describe('what interrupts, on a line that is cut at every event', () => {
  it('stops an answer that the user speaks into, and answers what was said', async () => {
    const application = assistantWith();
    const result = await everyCut(application, {
      user: simulatedUser([
        { atMs: 1_000, text: 'Read me the menu.', untilHeard: true },
        { atMs: 5_000, text: 'The second one, please.', untilHeard: true },
      ]),
      responder: goingOn(({ transcript }) => [
        transcript.includes('second')
          ? say('The salami, with pleasure.', fact('order'))
          : say(
              'Margherita is the first one, and then there is the salami, which has olives on it, or peppers where you like them better, and last there is the funghi.',
              fact('menu', 'Margherita'),
              fact('end', 'funghi'),
            ),
      ]),
      check: (rehearsal) => isWell(rehearsal, { menu: 1, end: 0, order: 1 }),
      lasting: '18s',
    });
    expect(result.cuts.length).toBeGreaterThan(40);
    expect(wrongIn(result)).toEqual([]);
  });

  it('goes on with what is spoken and asks aside, each once or told', async () => {
    const ends: string[] = [];
    const application = assistantWith((assistant, { scheduler }) => {
      ends.length = 0;
      scheduler.schedule(
        () =>
          assistant.ask('Sum up', { aside: true }).subscribe({
            next: ({ outcome, text }) => ends.push(outcome.status === 'completed' ? text : outcome.status),
            error: ({ code }: { readonly code: string }) => ends.push(code),
          }),
        3_600,
      );
    });
    const result = await everyCut(application, {
      user: simulatedUser([{ atMs: 1_000, text: 'Where is my order?', untilHeard: true }]),
      responder: goingOn(({ outOfBand }) => [
        outOfBand
          ? say('The caller asks for an order.')
          : say('Your order is on its way, and it will be with you tonight.', fact('answer')),
      ]),
      check: (rehearsal) => {
        isWell(rehearsal, { answer: 1 });
        if (!['The caller asks for an order.', 'interrupted', 'disconnected'].includes(ends.join()))
          throw new Error(ends.join());
      },
      lasting: '14s',
    });
    expect(result.cuts.length).toBeGreaterThan(40);
    expect(wrongIn(result)).toEqual([]);
  });
});
