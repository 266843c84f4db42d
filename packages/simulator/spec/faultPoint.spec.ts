import { describe, expect, it } from '@jest/globals';
import { createSimulator } from '../src/createSimulator.ts';
import type { Fault } from '../src/faults/fault.ts';
import { startSimulator } from '../src/startSimulator.ts';

/** Data that the types forbid: from a file, or from JavaScript. */
const foreign = (json: string): Fault => JSON.parse(json) as Fault;

describe('faults that could never strike', () => {
  it.each<[string, string]>([
    ['{"do":"duplicate","at":{"timeMs":5}}', 'duplicate takes no at.timeMs, because it happens to an event'],
    ['{"do":"lose","at":{"timeMs":5}}', 'lose takes no at.timeMs, because it happens to an event'],
    ['{"do":"delay","ms":5,"at":{"timeMs":5}}', 'delay takes no at.timeMs, because it happens to an event'],
    ['{"do":"reorder","at":{"timeMs":5}}', 'reorder takes no at.timeMs, because it happens to an event'],
    [
      '{"do":"cutFrame","bytes":5,"at":{"timeMs":5}}',
      'cutFrame takes no at.timeMs, because it happens to an event of the server',
    ],
    [
      '{"do":"cutFrame","bytes":5,"at":{"from":"client"}}',
      'cutFrame takes no at.from, because it happens to an event of the server',
    ],
    [
      '{"do":"failResponse","at":{"timeMs":60000}}',
      'failResponse takes no at.timeMs, because it strikes at responses',
    ],
    [
      '{"do":"failResponse","at":{"event":"response.done"}}',
      'failResponse takes no at.event, because it strikes at responses',
    ],
    [
      '{"do":"failResponse","at":{"from":"client"}}',
      'failResponse takes no at.from, because it strikes at responses',
    ],
    [
      '{"do":"httpStatus","status":503,"at":{"timeMs":5}}',
      'httpStatus takes no at.timeMs, because it strikes when a connection is asked for',
    ],
    [
      '{"do":"noAnswer","at":{"count":2}}',
      'noAnswer takes no at.count, because it strikes when a connection is asked for',
    ],
    [
      '{"do":"badHandshake","at":{"repeat":true}}',
      'badHandshake takes no at.repeat, because it strikes when a connection is asked for',
    ],
    [
      '{"do":"reset","at":{"timeMs":5,"count":2}}',
      'reset takes no at.count, because at.timeMs says when it strikes',
    ],
    ['{"do":"reset","at":{"count":0}}', 'at.count of reset must be a whole number from 1'],
    ['{"do":"reset","at":{"connection":1.5}}', 'at.connection of reset must be a whole number from 1'],
    ['{"do":"reset","at":{"timeMs":-1}}', 'at.timeMs of reset must be milliseconds from 0'],
    ['{"do":"reset","at":{"probability":2}}', 'at.probability of reset must be a number from 0 to 1'],
    ['{"do":"reset","at":{"from":"me"}}', "at.from of reset must be 'client' or 'server'"],
    ['{"do":"reset","at":{"when":5}}', 'there is no at.when'],
    ['{"do":"explode"}', 'there is no fault "explode"'],
  ])('%s', (json, message) => {
    const faults: Fault[] = [{ do: 'lose' }, foreign(json)];
    expect(() => createSimulator({ faults })).toThrow(new TypeError(`faults[1]: ${message}`));
  });

  it('keep a server from starting', async () => {
    const faults = [foreign('{"do":"lose","at":{"timeMs":5}}')];
    await expect(startSimulator({ faults })).rejects.toThrow(TypeError);
  });
});

describe('faults that can strike', () => {
  it.each<Fault>([
    { do: 'reset' },
    { at: { timeMs: 0, connection: 2, probability: 0 }, do: 'stall' },
    { at: { from: 'client', event: 'response.create', count: 3, repeat: true }, do: 'delay', ms: 5 },
    { at: { from: 'server' }, do: 'cutFrame', bytes: 5 },
    { at: { connection: 1, count: 2, repeat: true, probability: 1 }, do: 'failResponse' },
    { at: { connection: 1, probability: 0.5 }, do: 'httpStatus', status: 503 },
  ])('%j', (fault) => {
    expect(() => createSimulator({ faults: [fault] })).not.toThrow();
  });
});
