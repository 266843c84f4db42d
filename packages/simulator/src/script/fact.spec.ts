import { describe, expect, it } from '@jest/globals';
import { createSimulator } from '../createSimulator.ts';
import { virtualTime } from '../time/virtualTime.ts';
import { fact } from './fact.ts';
import type { ToldFact } from './fact.ts';
import { say } from './reply.ts';
import type { Say } from './reply.ts';

const told = (reply: Say, response: object = {}): readonly ToldFact[] => {
  const scheduler = virtualTime();
  const simulator = createSimulator({ scheduler, responder: () => [reply] });
  const facts: ToldFact[] = [];
  simulator.facts$.subscribe((one) => facts.push(one));
  const socket = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
  socket.onopen = () => socket.send(JSON.stringify({ type: 'response.create', response }));
  scheduler.advanceTo(10_000);
  socket.close();
  return facts;
};

describe('fact', () => {
  const text = 'Your order is on its way, today.'; // 32 characters, 32/15 seconds

  it('is told with the place where it has been said', () => {
    const [way, all] = told(say(text, fact('order-42', 'on its way'), fact('all')));
    expect(way).toMatchObject({ connection: 1, name: 'order-42' });
    expect(way?.endMs).toBeCloseTo((24 / 15) * 1_000, 0);
    expect(all?.endMs).toBeCloseTo((32 / 15) * 1_000, 0);
    expect(way?.itemId).toMatch(/^item_/);
  });

  it('is told at once of a text', () => {
    expect(told(say(text, fact('all')), { output_modalities: ['text'] })).toMatchObject([{ endMs: 0 }]);
  });

  it('must be in what is said', () => {
    expect(() => say(text, fact('tomorrow', 'tomorrow'))).toThrow(RangeError);
  });
});
